#pragma once

#include <string>

#include "agent/app/enroll.h"

namespace xunjian {

// The commands of xunjian-agent; each gives the exit code of the program and says its errors on
// stderr.

int EnrollCommand(const EnrollOptions& options);

// DIR holds all: a supervisor without key or socket starts and restarts the runner (found beside
// `own_program`) and an agent.
int RunFolderCommand(const std::string& folder, const std::string& own_program);

// The agent alone, from its configuration file; its runner is somebody else's.
int RunAgentCommand(const std::string& config_path);

int CheckConfigCommand(const std::string& config_path);

// What this host calls itself: gethostname(2), "" when that fails.
std::string OwnHostName();

// The absolute path of the running program.
Result<std::string> OwnProgram();

}  // namespace xunjian
