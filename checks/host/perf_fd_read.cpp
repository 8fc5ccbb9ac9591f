#include "checks/api/reasons.h"
#include "checks/engine/file_nr.h"
#include "checks/host/parsed_source.h"
#include "checks/host/process_descriptors.h"
#include "checks/host/reads.h"

namespace xunjian {
namespace {

double Number(std::uint64_t value) { return static_cast<double>(value); }

ObservedItem ObserveProcesses(const ProcessDescriptors& seen) {
  ObservedItem item;
  item.item = "processes";
  item.metrics = {{"counted", Number(seen.counted), "count"},
                  {"denied", Number(seen.denied), "count"},
                  {"seen", Number(seen.counted + seen.denied), "count"},
                  {"hidden", seen.hidden ? 1.0 : 0.0, "count"}};
  if (seen.counted == 0) return item;
  if (seen.fullest.allowed == 0) {  // all of them without a limit
    item.metrics.push_back({"descriptors", 0, "count"});
    item.metrics.push_back({"allowed", 1, "count"});
    return item;
  }
  item.metrics.push_back({"descriptors", Number(seen.fullest.descriptors), "count"});
  item.metrics.push_back({"allowed", Number(seen.fullest.allowed), "count"});
  item.attributes = {{"process", seen.fullest.process}, {"pid", seen.fullest.pid}};
  return item;
}

}  // namespace

Reading ReadHostPerfFd(const ReadContext& context, const Parameters&) {
  const auto handles = ReadParsed(context.files, "/proc/sys/fs/file-nr", ParseFileNr);
  if (!handles) return handles.error();
  auto seen = ReadProcessDescriptors(context.files, context.clock,
                                     context.clock.Steady() + context.timeout);
  if (!seen) {
    NotRead not_read = seen.error();
    if (not_read.code == reason::kTimeout) {
      not_read.arguments.push_back({"limit", FormatDuration(context.timeout)});
    }
    return not_read;
  }
  ObservedItem system{"system",
                      {{"allocated", Number(handles->allocated), "count"},
                       {"maximum", Number(handles->maximum), "count"}},
                      {}};
  return Observation{{std::move(system), ObserveProcesses(*seen)}};
}

}  // namespace xunjian
