#include "collector/escalation/filing_periods.h"

#include <algorithm>

namespace xunjian {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr int kRunThatExtends = 3;  // days; article 109
constexpr int kDaysSearched = 366;  // a calendar without workdays ends the search

sys_days DayOfMonth(std::chrono::year_month month, unsigned day) {
  const sys_days last = month / std::chrono::last;
  return std::min(sys_days(month / 1) + days(day - 1), last);
}

// How many announced holidays stand in a row around this one.
int RunLength(sys_days day, const WorkingCalendar& calendar) {
  int length = 1;
  for (sys_days before = day - days(1); calendar.IsHoliday(before); before -= days(1)) ++length;
  for (sys_days after = day + days(1); calendar.IsHoliday(after); after += days(1)) ++length;
  return length;
}

int DaysThatExtend(DayRange range, const WorkingCalendar& calendar) {
  int count = 0;
  for (sys_days day = range.first; day <= range.last; day += days(1)) {
    const bool in_run = calendar.IsHoliday(day) && RunLength(day, calendar) >= kRunThatExtends;
    count += in_run ? 1 : 0;
  }
  return count;
}

sys_days WorkdayAfter(sys_days day, int count, const WorkingCalendar& calendar) {
  sys_days at = day;
  for (int searched = 0; count > 0 && searched < kDaysSearched; ++searched) {
    at += days(1);
    count -= calendar.IsWorkday(at) ? 1 : 0;
  }
  return count > 0 ? day : at;
}

bool Lies(sys_days day, const DayRange& range) { return day >= range.first && day <= range.last; }

bool Covers(const FilingPeriod& period, sys_days day, const WorkingCalendar& calendar) {
  if (const auto* range = std::get_if<DayRange>(&period.when)) return Lies(day, *range);
  const auto& rule = std::get<MonthlyFiling>(period.when);
  const std::chrono::year_month_day date(day);
  const std::chrono::year_month month = date.year() / date.month();
  // A period that holidays moved may end in the month after its own.
  return Lies(day, FilingDays(rule, month, calendar)) ||
         Lies(day, FilingDays(rule, month - std::chrono::months(1), calendar));
}

}  // namespace

DayRange FilingDays(const MonthlyFiling& rule, std::chrono::year_month month,
                    const WorkingCalendar& calendar) {
  DayRange range{DayOfMonth(month, rule.first_day), DayOfMonth(month, rule.last_day)};
  if (!rule.over_holidays) return range;
  const int extension = DaysThatExtend(range, calendar);
  const int moved = extension == 0 && !calendar.IsWorkday(range.last) ? 1 : extension;
  range.last = WorkdayAfter(range.last, moved, calendar);
  return range;
}

const FilingPeriod* FindFilingPeriod(const std::vector<FilingPeriod>& periods,
                                     std::string_view site, Timestamp at,
                                     const WorkingCalendar& calendar) {
  const sys_days day = calendar.LocalDay(at);
  const auto found = std::find_if(periods.begin(), periods.end(), [&](const FilingPeriod& period) {
    return (period.site.empty() || period.site == site) && Covers(period, day, calendar);
  });
  return found == periods.end() ? nullptr : &*found;
}

}  // namespace xunjian
