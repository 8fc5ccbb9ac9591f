#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace xunjian {

// Time of one processor, or of all, since boot, in seconds. The kernel counts guest time in user
// (and guest_nice in nice) already, so it is not added again.
struct CpuTimes {
  double busy = 0;     // user, nice, system, irq, softirq, steal
  double waiting = 0;  // iowait: idle with I/O under way; may fall
  double idle = 0;
};

struct CoreTimes {
  std::uint64_t number = 0;  // the kernel's: N of cpuN, kept while others go offline
  CpuTimes times;
};

struct ProcStat {
  CpuTimes all;
  std::vector<CoreTimes> cores;  // those that are online
  std::int64_t boot_time = 0;    // seconds since 1970; moves when the clock is stepped
};

// /proc/stat.
Result<ProcStat> ParseProcStat(std::string_view text);

}  // namespace xunjian
