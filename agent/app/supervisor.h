#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "base/log.h"
#include "base/result.h"

namespace xunjian {

struct SupervisedProgram {
  std::string name;               // for the log
  std::vector<std::string> argv;  // [0] is an absolute path
};

struct SupervisorOptions {
  Duration first_restart = std::chrono::milliseconds(200);  // doubles up to last_restart
  Duration last_restart = std::chrono::seconds(30);
  Duration steady_after = std::chrono::seconds(60);  // a life this long makes the next wait short
  Duration stop_grace = std::chrono::seconds(2);     // for each program between TERM and KILL
};

// Starts the programs, restarts each one that ends, and returns after SIGTERM or SIGINT has stopped
// them, in the given order (the first one is gone before the next is told), within stop_grace each.
// The programs die with this process, however it dies (PR_SET_PDEATHSIG). Call it from the only
// thread of a process; it takes SIGTERM, SIGINT and SIGCHLD.
Result<void> Supervise(const std::vector<SupervisedProgram>& programs,
                       const SupervisorOptions& options, const Clock& clock, Logger& logger);

}  // namespace xunjian
