#pragma once

#include <chrono>
#include <map>
#include <optional>

#include "base/time.h"

namespace xunjian {

// Which days and hours count as working time. Data, not code: public holidays and make-up workdays
// (调休) come from a file per year. A value; it does not decide whose clock runs.
class WorkingCalendar {
 public:
  struct Hours {
    std::chrono::minutes from{9 * 60};
    std::chrono::minutes to{17 * 60 + 30};
    friend bool operator==(const Hours&, const Hours&) = default;
  };
  enum class DayKind { kHoliday, kWorkday };

  // Monday to Friday, `hours`, at a fixed offset from UTC (China has had no summer time since
  // 1991).
  WorkingCalendar(Hours hours, std::chrono::minutes utc_offset);
  WorkingCalendar() : WorkingCalendar(Hours{}, std::chrono::hours(8)) {}

  // Overrides the weekday rule for one day, and marks its year as covered by data.
  void SetDay(std::chrono::year_month_day day, DayKind kind);

  bool IsWorkday(std::chrono::year_month_day day) const;
  // Set as one by the data; a weekend of which nothing is known is none.
  bool IsHoliday(std::chrono::year_month_day day) const;
  bool IsWorkingTime(Timestamp at) const;
  // False for a year without holiday data: the weekday rule alone is a guess the caller must say.
  bool CoversYear(std::chrono::year year) const;
  // The last year with data; none: there is no data at all.
  std::optional<std::chrono::year> LastYear() const;

  Duration WorkingDay() const;  // from the first to the last hour; 0 when there is no hour between
  std::chrono::sys_days LocalDay(Timestamp at) const;  // the date on the wall

  // The moment `amount` of working time after `from`, which is `from` itself for none; searches at
  // most 5 years ahead.
  Result<Timestamp> AddWorkingTime(Timestamp from, Duration amount) const;
  // `at` itself when it is working time, else the moment it begins again.
  Result<Timestamp> NextWorkingTime(Timestamp at) const;
  // Working time between two moments; 0 when to <= from.
  Duration WorkingTimeBetween(Timestamp from, Timestamp to) const;

  friend bool operator==(const WorkingCalendar&, const WorkingCalendar&) = default;

 private:
  struct Span {
    Timestamp begin;
    Timestamp end;
  };

  // The working hours of a day, nothing on a holiday.
  std::optional<Span> WorkingSpan(std::chrono::sys_days day) const;

  Hours hours_;
  std::chrono::minutes utc_offset_;
  std::map<std::chrono::sys_days, DayKind> days_;
};

}  // namespace xunjian
