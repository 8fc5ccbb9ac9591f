#include "checks/engine/pressure.h"
#include "checks/host/parsed_source.h"
#include "checks/host/reads.h"

namespace xunjian {
namespace {

constexpr const char* kPath = "/proc/pressure/memory";

void AddLine(const std::string& name, const PressureLine& line, ObservedItem& host) {
  host.metrics.push_back({name + "_average10", line.average10, "percent"});
  host.metrics.push_back({name + "_average60", line.average60, "percent"});
  host.metrics.push_back({name + "_average300", line.average300, "percent"});
  host.metrics.push_back({name + "_seconds_total", line.total, "seconds"});
}

}  // namespace

Reading ReadHostPerfPsiMemory(const ReadContext& context, const Parameters&) {
  // Absent, or there and refused as "not supported" where psi=0: both are kNotFound.
  const auto there = context.files.Read(kPath, FileSystem::kDefaultLimit);
  if (!there && there.error().code() == ErrorCode::kNotFound) {
    return NotRead{Outcome::kNotApplicable, "no_psi", {}};
  }
  const auto pressure = ReadParsed(context.files, kPath, ParsePressure);
  if (!pressure) return pressure.error();
  if (!pressure->full) return UnparsableSource(kPath, {"no line \"full\"", "没有“full”行"});
  ObservedItem host;
  AddLine("some", pressure->some, host);
  AddLine("full", *pressure->full, host);
  return Observation{{std::move(host)}};
}

}  // namespace xunjian
