#pragma once

#include <string>
#include <vector>

#include "base/log.h"

namespace xunjian {

struct RunnerProgramOptions {
  std::string socket;
  std::string state_folder;
  std::string plugins_folder = "/etc/xunjian/plugins.d";
  std::string baseline_folder = "/etc/xunjian/baseline.d";
  std::vector<std::string> users;  // who else may connect: names or numbers
  std::vector<std::string> groups;
  LogFormat log_format = LogFormat::kAuto;
  LogLevel log_level = LogLevel::kInfo;
};

// The life of xunjian-runner until SIGTERM or SIGINT; the exit code of the program.
int RunRunnerProgram(const RunnerProgramOptions& options);

// Reads what `run` would read; every problem goes to stderr.
int CheckRunnerConfig(const RunnerProgramOptions& options);

// One id a line.
int ListChecks();

}  // namespace xunjian
