#include <fmt/format.h>

#include "checks/engine/proc_stat.h"
#include "checks/host/parsed_source.h"
#include "checks/host/reads.h"

namespace xunjian {

Reading ReadHostPerfCpu(const ReadContext& context, const Parameters&) {
  const auto stat = ReadParsed(context.files, "/proc/stat", ParseProcStat);
  if (!stat) return stat.error();
  const CpuTimes& all = stat->all;
  ObservedItem host;
  host.metrics = {{"busy_seconds_total", all.busy, "seconds"},
                  {"all_seconds_total", all.busy + all.waiting + all.idle, "seconds"}};
  for (const CoreTimes& core : stat->cores) {
    host.metrics.push_back(
        {fmt::format("core{}_busy_seconds_total", core.number), core.times.busy, "seconds"});
  }
  return Observation{{std::move(host)}};
}

}  // namespace xunjian
