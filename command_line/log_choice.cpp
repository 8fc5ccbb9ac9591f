#include "command_line/log_choice.h"

#include <array>
#include <utility>

namespace xunjian {
namespace {

constexpr std::array<std::pair<std::string_view, LogFormat>, 4> kFormats{
    {{"auto", LogFormat::kAuto},
     {"text", LogFormat::kText},
     {"json", LogFormat::kJson},
     {"journal", LogFormat::kJournal}}};
constexpr std::array<std::pair<std::string_view, LogLevel>, 4> kLevels{
    {{"debug", LogLevel::kDebug},
     {"info", LogLevel::kInfo},
     {"warning", LogLevel::kWarning},
     {"error", LogLevel::kError}}};

template <class Table>
std::vector<std::string_view> NamesIn(const Table& table) {
  std::vector<std::string_view> names;
  for (const auto& [name, value] : table) names.push_back(name);
  return names;
}

template <class Value, class Table>
std::optional<Value> FindIn(const Table& table, std::string_view wanted) {
  for (const auto& [name, value] : table) {
    if (name == wanted) return value;
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::string_view> LogFormatNames() { return NamesIn(kFormats); }
std::vector<std::string_view> LogLevelNames() { return NamesIn(kLevels); }

std::optional<LogFormat> ParseLogFormat(std::string_view name) {
  return FindIn<LogFormat>(kFormats, name);
}

std::optional<LogLevel> ParseLogLevel(std::string_view name) {
  return FindIn<LogLevel>(kLevels, name);
}

}  // namespace xunjian
