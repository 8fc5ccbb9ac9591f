#include "command_line/log_options.h"

#include "command_line/log_choice.h"
#include "command_line/unknown_choice.h"

namespace xunjian {

void AddLogOptions(CommandBuilder& command, LogOptions& options) {
  command
      .Option("--log-format", "auto|text|json|journal", options.format,
              {"form of the log on stderr", "标准错误上的日志格式"})
      .Option("--log-level", "debug|info|warning|error", options.level,
              {"the least that is logged", "日志的最低级别"});
}

Result<LogChoice> ParseLogOptions(const LogOptions& options) {
  const auto format = ParseLogFormat(options.format);
  if (!format) return UnknownChoice("--log-format", options.format, LogFormatNames());
  const auto level = ParseLogLevel(options.level);
  if (!level) return UnknownChoice("--log-level", options.level, LogLevelNames());
  return LogChoice{*format, *level};
}

}  // namespace xunjian
