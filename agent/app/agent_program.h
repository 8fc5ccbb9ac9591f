#pragma once

#include <string>

#include "agent/app/agent_config.h"
#include "agent/app/supervisor.h"

namespace xunjian {

// The lives of xunjian-agent, each until SIGTERM or SIGINT.

// DIR holds all: a supervisor without key or socket starts and restarts the runner (found beside
// `own_program`) and an agent, which speak `language` too.
Result<void> RunFolder(const std::string& folder, const std::string& own_program,
                       Language language);

// The programs of one folder that the supervisor of RunFolder starts, and ends in this order: no
// run of the runner is lost to its agent.
std::vector<SupervisedProgram> ProgramsOf(const AgentConfig& config, const std::string& config_path,
                                          const std::string& own_program, Language language);

// The agent alone, from its configuration file; its runner is somebody else's.
Result<void> RunAgent(const std::string& config_path);

// What this host calls itself: gethostname(2), "" when that fails.
std::string OwnHostName();

// The absolute path of the running program.
Result<std::string> OwnProgram();

}  // namespace xunjian
