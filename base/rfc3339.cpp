#include <optional>

#include "base/time.h"

namespace xunjian {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::nanoseconds;
using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::year_month_day;

// Takes a text apart from the left; after the first thing that is not there, ok() is false for
// good.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool ok() const { return ok_; }
  bool AtEnd() const { return rest_.empty(); }

  // Exactly `width` digits.
  int Number(std::size_t width) {
    int value = 0;
    for (std::size_t i = 0; i < width; ++i) value = value * 10 + Digit().value_or(0);
    return value;
  }

  std::optional<int> Digit() {
    if (rest_.empty() || rest_[0] < '0' || rest_[0] > '9') return Fail();
    const int digit = rest_[0] - '0';
    rest_.remove_prefix(1);
    return digit;
  }

  // One character of `choices`; '\0' when there is another.
  char OneOf(std::string_view choices) {
    if (rest_.empty() || choices.find(rest_[0]) == std::string_view::npos) {
      Fail();
      return '\0';
    }
    const char found = rest_[0];
    rest_.remove_prefix(1);
    return found;
  }

  bool NextIs(std::string_view choices) const {
    return !rest_.empty() && choices.find(rest_[0]) != std::string_view::npos;
  }

 private:
  std::optional<int> Fail() {
    ok_ = false;
    rest_ = {};
    return std::nullopt;
  }

  std::string_view rest_;
  bool ok_ = true;
};

std::optional<sys_days> ScanDate(Scanner& scanner) {
  const std::chrono::year year(scanner.Number(4));
  scanner.OneOf("-");
  const std::chrono::month month(static_cast<unsigned>(scanner.Number(2)));
  scanner.OneOf("-");
  const std::chrono::day day(static_cast<unsigned>(scanner.Number(2)));
  const year_month_day date(year, month, day);
  // Beyond these years a count of nanoseconds would overflow, and no such time is meant.
  if (!scanner.ok() || !date.ok() || year < std::chrono::year(1970) ||
      year > std::chrono::year(2200)) {
    return std::nullopt;
  }
  return sys_days(date);
}

nanoseconds ScanFraction(Scanner& scanner) {
  std::int64_t value = 0;
  std::int64_t scale = 1'000'000'000;
  do {
    value = value * 10 + scanner.Digit().value_or(0);
    scale /= 10;
  } while (scale > 1 && scanner.NextIs("0123456789"));
  return nanoseconds(value * scale);
}

std::optional<nanoseconds> ScanTimeOfDay(Scanner& scanner) {
  const int hour = scanner.Number(2);
  scanner.OneOf(":");
  const int minute = scanner.Number(2);
  scanner.OneOf(":");
  const int second = scanner.Number(2);
  nanoseconds time = hours(hour) + minutes(minute) + seconds(second);
  if (scanner.NextIs(".")) {
    scanner.OneOf(".");
    time += ScanFraction(scanner);
  }
  if (!scanner.ok() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return time;
}

std::optional<minutes> ScanOffset(Scanner& scanner) {
  const char sign = scanner.OneOf("Zz+-");
  if (!scanner.ok()) return std::nullopt;
  if (sign == 'Z' || sign == 'z') return minutes(0);
  const int hour = scanner.Number(2);
  scanner.OneOf(":");
  const int minute = scanner.Number(2);
  if (!scanner.ok() || hour > 23 || minute > 59) return std::nullopt;
  const minutes offset = hours(hour) + minutes(minute);
  return sign == '-' ? -offset : offset;
}

std::optional<Timestamp> Scan(std::string_view text) {
  Scanner scanner(text);
  const auto date = ScanDate(scanner);
  if (!date) return std::nullopt;
  scanner.OneOf("Tt ");
  const auto time = ScanTimeOfDay(scanner);
  if (!time) return std::nullopt;
  const auto offset = ScanOffset(scanner);
  if (!offset || !scanner.AtEnd()) return std::nullopt;
  return Timestamp(*date) + *time - *offset;
}

}  // namespace

Result<Timestamp> ParseRfc3339(std::string_view text) {
  if (const auto at = Scan(text)) return *at;
  return MakeError(
      ErrorCode::kInvalidArgument,
      {"'{}' is not a time; write it like 2026-11-23T14:18:46Z or with an offset, +08:00",
       "“{}”不是时间；请写成 2026-11-23T14:18:46Z，或带时差 +08:00"},
      text);
}

std::string FormatRfc3339(Timestamp at) {
  const auto day = std::chrono::floor<days>(at);
  const year_month_day date(day);
  const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::milliseconds>(at - day));
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     time.hours().count(), time.minutes().count(), time.seconds().count(),
                     time.subseconds().count());
}

}  // namespace xunjian
