#include "base/time.h"

#include <array>
#include <charconv>
#include <limits>

namespace xunjian {
namespace {

struct Unit {
  std::string_view name;
  Duration length;
};

// Longest first: the first that divides a duration gives its shortest form.
constexpr std::array<Unit, 5> kUnits = {{{"d", std::chrono::days(1)},
                                         {"h", std::chrono::hours(1)},
                                         {"m", std::chrono::minutes(1)},
                                         {"s", std::chrono::seconds(1)},
                                         {"ms", std::chrono::milliseconds(1)}}};

const Unit* FindUnit(std::string_view name) {
  for (const Unit& unit : kUnits) {
    if (unit.name == name) return &unit;
  }
  return nullptr;
}

}  // namespace

Result<Duration> ParseDuration(std::string_view text) {
  const char* const end = text.data() + text.size();
  std::int64_t count = 0;
  const auto [rest, error] = std::from_chars(text.data(), end, count);
  const Unit* unit = FindUnit({rest, static_cast<std::size_t>(end - rest)});
  if (error != std::errc() || count < 0 || unit == nullptr || text.front() == '-') {
    return MakeError(
        ErrorCode::kInvalidArgument,
        {"'{}' is not a duration; write a whole number and a unit: 250ms, 30s, 5m, 2h, 1d",
         "“{}”不是时长；请写整数加单位：250ms、30s、5m、2h、1d"},
        text);
  }
  if (count > std::numeric_limits<std::int64_t>::max() / unit->length.count()) {
    return MakeError(ErrorCode::kInvalidArgument,
                     {"the duration '{}' is longer than 292 years", "时长“{}”超过 292 年"}, text);
  }
  return count * unit->length;
}

std::string FormatDuration(Duration duration) {
  const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(duration);
  if (milliseconds.count() == 0) return "0s";
  for (const Unit& unit : kUnits) {
    if (Duration(milliseconds) % unit.length == Duration::zero()) {
      return fmt::format("{}{}", Duration(milliseconds) / unit.length, unit.name);
    }
  }
  return fmt::format("{}ms", milliseconds.count());
}

}  // namespace xunjian
