#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.h"
#include "collector/escalation/filing_periods.h"

namespace xunjian {

// A calendar as data: TOML, schema "xunjian.calendar/1"; packaging/examples/calendar.toml is one.
struct CalendarFile {
  std::string name;
  WorkingCalendar working;
  std::vector<FilingPeriod> filing;
  friend bool operator==(const CalendarFile&, const CalendarFile&) = default;
};

// Strict: kInvalidArgument with every problem at once, each with file, line and column. A make-up
// workday must be a Saturday or Sunday, a day stands in the section of its own year and once.
Result<CalendarFile> ParseCalendar(std::string_view text, const std::string& file_name);

// A year that the calendar guesses: Monday to Friday, no holidays, no make-up workdays.
struct CalendarGap {
  std::chrono::year year;
  Message text;  // names the year, the calendar and the rule that is used instead
};

// The years without data among this one and the one that begins within `ahead`. The State Council
// announces a year about two months before it begins.
std::vector<CalendarGap> FindCalendarGaps(const CalendarFile& calendar, Timestamp now,
                                          std::chrono::days ahead = std::chrono::days(61));

}  // namespace xunjian
