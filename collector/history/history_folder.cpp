#include "history_folder.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>

namespace xunjian {
namespace {

constexpr std::string_view kSegmentPrefix = "journal-";
constexpr std::string_view kDaySuffix = ".day";

template <class Number>
std::optional<Number> ParseNumber(std::string_view text) {
  Number value = 0;
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, value);
  if (parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
  return value;
}

}  // namespace

std::string JournalName(std::uint64_t number) {
  return fmt::format("{}{:010}", kSegmentPrefix, number);
}

std::optional<std::uint64_t> ParseJournalName(std::string_view name) {
  if (!name.starts_with(kSegmentPrefix)) return std::nullopt;
  const auto number = ParseNumber<std::uint64_t>(name.substr(kSegmentPrefix.size()));
  if (!number || JournalName(*number) != name) return std::nullopt;
  return number;
}

std::string DayName(std::int32_t day) {
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(day))};
  return fmt::format("{:04}-{:02}-{:02}{}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     kDaySuffix);
}

std::optional<std::int32_t> ParseDayName(std::string_view name) {
  constexpr std::size_t kDateSize = std::string_view("2026-11-23").size();
  if (name.size() != kDateSize + kDaySuffix.size()) return std::nullopt;
  const auto year = ParseNumber<int>(name.substr(0, 4));
  const auto month = ParseNumber<unsigned>(name.substr(5, 2));
  const auto day = ParseNumber<unsigned>(name.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(*month),
                                         std::chrono::day(*day)};
  if (!date.ok()) return std::nullopt;
  const auto number =
      static_cast<std::int32_t>(std::chrono::sys_days(date).time_since_epoch().count());
  if (DayName(number) != name) return std::nullopt;
  return number;
}

std::int32_t DayOf(std::int64_t milliseconds) {
  const auto day = std::chrono::floor<std::chrono::days>(std::chrono::milliseconds(milliseconds));
  return static_cast<std::int32_t>(day.count());
}

}  // namespace xunjian
