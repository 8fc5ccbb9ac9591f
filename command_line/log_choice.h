#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/log.h"

namespace xunjian {

// The names of log formats and levels in configuration and on the command line.
std::vector<std::string_view> LogFormatNames();
std::vector<std::string_view> LogLevelNames();
std::optional<LogFormat> ParseLogFormat(std::string_view name);
std::optional<LogLevel> ParseLogLevel(std::string_view name);

}  // namespace xunjian
