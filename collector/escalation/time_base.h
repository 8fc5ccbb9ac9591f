#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/calendar.h"

namespace xunjian {

// An amount of time as a policy says it. A whole day is 24 hours on a clock that always runs, and
// one working day of the calendar on a clock of working time.
struct ClockAmount {
  Duration time{};
  int days = 0;
  friend bool operator==(const ClockAmount&, const ClockAmount&) = default;
};

// "30m", "8h", "2d": what base/time.h reads, with days kept as days; at most 366 of them.
Result<ClockAmount> ParseClockAmount(std::string_view text);
std::string FormatClockAmount(const ClockAmount& amount);

// In which time a clock counts: always, or the working time of a calendar, which outlives it.
class TimeBase {
 public:
  TimeBase(const WorkingCalendar& calendar, bool working_time)
      : calendar_(&calendar), working_time_(working_time) {}

  Duration LengthOf(const ClockAmount& amount) const;
  // Never negative; 0 when to <= from.
  Duration Between(Timestamp from, Timestamp to) const;
  // The first moment with that much between; none when the calendar has too little working time.
  std::optional<Timestamp> Add(Timestamp from, Duration amount) const;

 private:
  const WorkingCalendar* calendar_;
  bool working_time_;
};

}  // namespace xunjian
