#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "command_line/log_options.h"

namespace xunjian {

struct RunnerProgramOptions {
  std::string socket;
  std::string state_folder;
  std::string plugins_folder = "/etc/xunjian/plugins.d";
  std::string baseline_folder = "/etc/xunjian/baseline.d";
  std::vector<std::string> users;  // who else may connect: names or numbers
  std::vector<std::string> groups;
  LogChoice log;
};

// The life of xunjian-runner until SIGTERM or SIGINT. A read that still hangs in the
// kernel then ends the whole process by _exit.
Result<void> RunRunner(const RunnerProgramOptions& options);

// Reads what `run` would read, and looks at the program of every plugin that is allowed, as the
// user of this process. kInvalidArgument names every problem at once, one a line.
Result<void> CheckRunnerConfig(const RunnerProgramOptions& options);

}  // namespace xunjian
