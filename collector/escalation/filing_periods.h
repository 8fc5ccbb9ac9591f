#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/calendar.h"
#include "collector/escalation/day_words.h"

namespace xunjian {

// Days of each month in which taxes are declared. The last day moves as article 109 of the rules
// for the law on tax collection (税收征收管理法实施细则) has it, and as the tax administration
// applies it: by one workday for each day of announced holidays of three days or more that lies
// within, or to the next workday when it is none itself.
struct MonthlyFiling {
  unsigned first_day = 1;
  unsigned last_day = 15;  // of the month, not beyond its end
  bool over_holidays = true;
  friend bool operator==(const MonthlyFiling&, const MonthlyFiling&) = default;
};

// A period in which an outage weighs more (征收期).
struct FilingPeriod {
  std::string name;
  std::string site;  // "" for all
  std::variant<DayRange, MonthlyFiling> when;
  friend bool operator==(const FilingPeriod&, const FilingPeriod&) = default;
};

// The days of a rule in one month.
DayRange FilingDays(const MonthlyFiling& rule, std::chrono::year_month month,
                    const WorkingCalendar& calendar);

// The period that a moment at a site lies in, the first of `periods` that fits; null for none. The
// day is the calendar's local one.
const FilingPeriod* FindFilingPeriod(const std::vector<FilingPeriod>& periods,
                                     std::string_view site, Timestamp at,
                                     const WorkingCalendar& calendar);

}  // namespace xunjian
