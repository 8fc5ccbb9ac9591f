#include "agent/app/log_option.h"

#include <CLI/CLI.hpp>
#include <string>

#include "agent/app/log_choice.h"

namespace xunjian {
namespace {

std::vector<std::string> Strings(const std::vector<std::string_view>& names) {
  return {names.begin(), names.end()};
}

}  // namespace

void AddLogOptions(CLI::App& command, LogFormat& format, LogLevel& level) {
  command
      .add_option_function<std::string>(
          "--log-format", [&format](const std::string& name) { format = *ParseLogFormat(name); })
      ->check(CLI::IsMember(Strings(LogFormatNames())));
  command
      .add_option_function<std::string>(
          "--log-level", [&level](const std::string& name) { level = *ParseLogLevel(name); })
      ->check(CLI::IsMember(Strings(LogLevelNames())));
}

}  // namespace xunjian
