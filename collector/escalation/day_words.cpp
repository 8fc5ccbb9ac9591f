#include "collector/escalation/day_words.h"

namespace xunjian {
namespace {

using std::chrono::minutes;
using std::chrono::sys_days;

constexpr std::string_view kBetween = "..";

}  // namespace

Result<sys_days> ParseDay(std::string_view text) {
  const auto at = ParseRfc3339(fmt::format("{}T00:00:00Z", text));
  if (at) return std::chrono::floor<std::chrono::days>(*at);
  return MakeError(
      ErrorCode::kInvalidArgument,
      {"'{}' is not a day; write it like 2026-10-01", "“{}”不是日期；请写成 2026-10-01 的形式"},
      text);
}

Result<DayRange> ParseDayRange(std::string_view text) {
  const std::size_t between = text.find(kBetween);
  const Result<sys_days> first = ParseDay(text.substr(0, between));
  if (!first) return first.error();
  if (between == std::string_view::npos) return DayRange{*first, *first};
  const Result<sys_days> last = ParseDay(text.substr(between + kBetween.size()));
  if (!last) return last.error();
  if (*last < *first) {
    return MakeError(ErrorCode::kInvalidArgument,
                     {"'{}' ends before it begins", "“{}”的结束日期早于开始日期"}, text);
  }
  return DayRange{*first, *last};
}

Result<minutes> ParseTimeOfDay(std::string_view text) {
  if (text == "24:00") return minutes(std::chrono::hours(24));
  const auto at = ParseRfc3339(fmt::format("2000-01-01T{}:00Z", text));
  if (at) return std::chrono::floor<minutes>(*at - std::chrono::floor<std::chrono::days>(*at));
  return MakeError(
      ErrorCode::kInvalidArgument,
      {"'{}' is not a time of day; write it like 09:00", "“{}”不是时刻；请写成 09:00 的形式"},
      text);
}

Result<minutes> ParseUtcOffset(std::string_view text) {
  const auto at = ParseRfc3339(fmt::format("2000-01-02T00:00:00{}", text));
  const bool fraction = text.starts_with('.');  // of the second before it
  if (at && !fraction)
    return std::chrono::floor<minutes>(sys_days(std::chrono::year(2000) / 1 / 2) - *at);
  return MakeError(ErrorCode::kInvalidArgument,
                   {"'{}' is not a difference from UTC; write it like +08:00",
                    "“{}”不是与 UTC 的时差；请写成 +08:00 的形式"},
                   text);
}

std::string FormatDay(sys_days day) { return FormatRfc3339(day).substr(0, 10); }

}  // namespace xunjian
