#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/log.h"
#include "base/result.h"

namespace xunjian {

// agent.toml. Paths may be relative to the folder of the file.
struct AgentConfig {
  std::string collector;              // "host:port"
  std::string identity = "identity";  // folder: key.pem, certificate.pem, ca.pem
  std::string spool = "spool";        // folder
  std::string assignments = "assignments.bin";
  std::uint64_t spool_bytes = 64 << 20;
  std::string runner_socket = "run/runner.sock";
  std::string runner_state = "state";  // folder; these two only where the agent starts its runner
  std::string runner_plugins = "plugins.d";
  std::string http_listen;  // figures, on loopback: "127.0.0.1:9421"; "" for none
  LogFormat log_format = LogFormat::kAuto;
  LogLevel log_level = LogLevel::kInfo;
};

// kInvalidArgument with every problem at once. Paths come back absolute when `file_name` is.
Result<AgentConfig> ParseAgentConfig(std::string_view text, const std::string& file_name);

Result<AgentConfig> ReadAgentConfig(const std::string& path);

// What `enroll` writes: every key with its meaning, in English and Chinese.
std::string AgentConfigText(const std::string& collector);

}  // namespace xunjian
