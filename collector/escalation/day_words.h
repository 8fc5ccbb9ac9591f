#pragma once

#include <chrono>
#include <string_view>

#include "base/time.h"

// Days and hours as people write them into files. All: kInvalidArgument with an example of the
// form.
namespace xunjian {

struct DayRange {
  std::chrono::sys_days first;
  std::chrono::sys_days last;  // of it, too; never before `first`
  friend bool operator==(const DayRange&, const DayRange&) = default;
};

// "2026-10-01"; years 1970 to 2200.
Result<std::chrono::sys_days> ParseDay(std::string_view text);
// "2026-10-01..2026-10-07", or one day alone.
Result<DayRange> ParseDayRange(std::string_view text);
// "09:00"; "24:00" is the end of the day.
Result<std::chrono::minutes> ParseTimeOfDay(std::string_view text);
// "+08:00", "-05:30", "Z".
Result<std::chrono::minutes> ParseUtcOffset(std::string_view text);

std::string FormatDay(std::chrono::sys_days day);

}  // namespace xunjian
