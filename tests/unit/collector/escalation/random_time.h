#pragma once

#include <rapidcheck.h>

#include "base/calendar.h"

// Calendars and moments for property tests.
namespace xunjian {

inline constexpr std::chrono::sys_days kFirstRandomDay =
    std::chrono::year(2027) / std::chrono::October / 1;

// Half a year to either side of two turns of the year and a leap day (2028-02-29).
inline rc::Gen<Timestamp> AnyMoment() {
  return rc::gen::map(rc::gen::inRange<std::int64_t>(0, 550LL * 24 * 60 * 60), [](std::int64_t s) {
    return Timestamp(kFirstRandomDay) + std::chrono::seconds(s);
  });
}

// From nothing to `most`, in seconds; nothing and whole hours more often than chance would have it.
inline rc::Gen<Duration> AnyDuration(std::chrono::hours most) {
  const auto in = [](std::chrono::seconds unit) {
    return [unit](std::int64_t count) { return Duration(count * unit); };
  };
  const std::int64_t hours = most.count();
  return rc::gen::weightedOneOf<Duration>(
      {{1, rc::gen::just(Duration::zero())},
       {3, rc::gen::map(rc::gen::inRange<std::int64_t>(0, hours + 1), in(std::chrono::hours(1)))},
       {6, rc::gen::map(rc::gen::inRange<std::int64_t>(0, hours * 3600 + 1),
                        in(std::chrono::seconds(1)))}});
}

// Working hours of at least an hour, an offset of whole half hours, some days set by data.
inline rc::Gen<WorkingCalendar> AnyCalendar() {
  return rc::gen::exec([] {
    const int from = *rc::gen::inRange(0, 23);
    const int to = *rc::gen::inRange(from + 1, 25);
    const int offset = *rc::gen::inRange(-24, 29);
    WorkingCalendar calendar({.from = std::chrono::hours(from), .to = std::chrono::hours(to)},
                             std::chrono::minutes(30) * offset);
    const auto days = *rc::gen::container<std::vector<std::pair<int, bool>>>(
        rc::gen::pair(rc::gen::inRange(-10, 600), rc::gen::arbitrary<bool>()));
    for (const auto& [day, holiday] : days) {
      calendar.SetDay(
          kFirstRandomDay + std::chrono::days(day),
          holiday ? WorkingCalendar::DayKind::kHoliday : WorkingCalendar::DayKind::kWorkday);
    }
    return calendar;
  });
}

}  // namespace xunjian
