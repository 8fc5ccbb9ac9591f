#include <algorithm>

#include "checks/engine/meminfo.h"
#include "checks/host/cgroup_memory.h"
#include "checks/host/parsed_source.h"
#include "checks/host/reads.h"

namespace xunjian {
namespace {

double Bytes(std::uint64_t bytes) { return static_cast<double>(bytes); }

}  // namespace

Reading ReadHostPerfMemory(const ReadContext& context, const Parameters&) {
  const auto info = ReadParsed(context.files, "/proc/meminfo", ParseMemInfo);
  if (!info) return info.error();
  const CgroupMemoryReading group = ReadCgroupMemory(context.files);
  if (!group) return group.error();

  std::uint64_t total = info->total;
  std::uint64_t available = info->available;
  // A limit above the machine's memory limits nothing.
  const bool limited = group->has_value() && (*group)->limit < info->total;
  if (limited) {
    const CgroupMemory& own = **group;
    total = own.limit;
    available = std::min(available, own.limit > own.used ? own.limit - own.used : 0);
  }
  ObservedItem host;
  host.metrics = {{"total_bytes", Bytes(total), "bytes"},
                  {"available_bytes", Bytes(available), "bytes"},
                  {"shared_bytes", Bytes(info->shared), "bytes"},
                  {"huge_pages_bytes", Bytes(info->huge_pages), "bytes"}};
  host.attributes = {{"limited_by", limited ? "control group" : "machine"}};
  return Observation{{std::move(host)}};
}

}  // namespace xunjian
