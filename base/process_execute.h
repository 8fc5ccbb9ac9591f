#pragma once

#include "process_keeper.h"

namespace xunjian {

// Private to base_system: from the fork to the program. Only async-signal-safe calls.

inline constexpr int kReportsFdOfProgram = 3;  // closed by execve

void SendKeeperReport(int fd, KeeperReport::Kind kind, int value);

// A session of its own, limits, no new privileges, then execve; on failure it reports and exits.
// CPU time is bounded by the run's own limits, core files are off, a written file by 256 MiB, open
// descriptors by 1024: bounds that no honest plugin meets.
[[noreturn]] void ExecuteProgram(const ExecutionPlan& plan);

}  // namespace xunjian
