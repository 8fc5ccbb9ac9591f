#pragma once

#include <string>

#include "base/log.h"
#include "base/result.h"
#include "command_line/command_tree.h"

namespace xunjian {

// "--log-format" and "--log-level" of a daemon, as typed.
struct LogOptions {
  std::string format = "auto";
  std::string level = "info";
};

struct LogChoice {
  LogFormat format = LogFormat::kAuto;
  LogLevel level = LogLevel::kInfo;
};

void AddLogOptions(CommandBuilder& command, LogOptions& options);

// kInvalidArgument names the option, and the value that was meant.
Result<LogChoice> ParseLogOptions(const LogOptions& options);

}  // namespace xunjian
