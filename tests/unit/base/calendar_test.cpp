#include "base/calendar.h"

#include <catch2/catch.hpp>

namespace xunjian {
namespace {

using namespace std::chrono_literals;
using DayKind = WorkingCalendar::DayKind;
using std::chrono::year_month_day;

// All times of these tables are written as a clock on a Chinese wall shows them.
Timestamp China(const std::string& date_and_time) {
  return ParseRfc3339(date_and_time + ":00+08:00").value();
}

year_month_day Day(const std::string& date) {
  return std::chrono::floor<std::chrono::days>(ParseRfc3339(date + "T00:00:00Z").value());
}

// National Day 2026 as the State Council announces such weeks: seven days off, two Saturdays and
// Sundays made up (the days are an example of the form, not a source).
WorkingCalendar NationalDay2026() {
  WorkingCalendar calendar;
  for (int day = 1; day <= 7; ++day) {
    calendar.SetDay(std::chrono::year(2026) / 10 / day, DayKind::kHoliday);
  }
  calendar.SetDay(Day("2026-09-27"), DayKind::kWorkday);  // a Sunday
  calendar.SetDay(Day("2026-10-10"), DayKind::kWorkday);  // a Saturday
  return calendar;
}

}  // namespace

TEST_CASE("without data the weekday decides, and no year is covered") {
  const WorkingCalendar calendar;
  CHECK(calendar.IsWorkday(Day("2026-11-23")));        // Monday
  CHECK(calendar.IsWorkday(Day("2026-11-27")));        // Friday
  CHECK_FALSE(calendar.IsWorkday(Day("2026-11-28")));  // Saturday
  CHECK_FALSE(calendar.IsWorkday(Day("2026-11-29")));  // Sunday
  CHECK_FALSE(calendar.CoversYear(std::chrono::year(2026)));
}

TEST_CASE("holidays and make-up workdays override the weekday, and cover their year only") {
  const WorkingCalendar calendar = NationalDay2026();
  CHECK_FALSE(calendar.IsWorkday(Day("2026-10-01")));  // Thursday, holiday
  CHECK(calendar.IsWorkday(Day("2026-10-10")));        // Saturday, made up
  CHECK(calendar.IsWorkday(Day("2026-10-08")));        // Thursday after
  CHECK_FALSE(calendar.CoversYear(std::chrono::year(2025)));
  CHECK(calendar.CoversYear(std::chrono::year(2026)));
  CHECK_FALSE(calendar.CoversYear(std::chrono::year(2027)));
}

TEST_CASE("a day set twice is what it was set to last") {
  WorkingCalendar calendar = NationalDay2026();
  calendar.SetDay(Day("2026-10-01"), DayKind::kWorkday);
  CHECK(calendar.IsWorkday(Day("2026-10-01")));
}

TEST_CASE("working time starts at the first minute and ends before the last") {
  const WorkingCalendar calendar = NationalDay2026();
  const std::vector<std::pair<std::string, bool>> rows = {
      {"2026-11-23T08:59", false}, {"2026-11-23T09:00", true},  {"2026-11-23T17:29", true},
      {"2026-11-23T17:30", false}, {"2026-11-28T10:00", false}, {"2026-10-01T10:00", false},
      {"2026-10-10T10:00", true},
  };
  for (const auto& [at, working] : rows) {
    INFO(at);
    CHECK(calendar.IsWorkingTime(China(at)) == working);
  }
}

TEST_CASE("the day is that of the wall clock, not of UTC") {
  const WorkingCalendar early({.from = 6h, .to = 10h}, 8h);
  CHECK(early.IsWorkingTime(ParseRfc3339("2026-11-22T22:30:00Z").value()));        // Monday 06:30
  CHECK_FALSE(early.IsWorkingTime(ParseRfc3339("2026-11-27T22:30:00Z").value()));  // Saturday
}

TEST_CASE("working time is added over evenings, weekends, holidays and make-up days") {
  const WorkingCalendar calendar = NationalDay2026();
  struct Row {
    const char* from;
    Duration amount;
    const char* to;
  };
  const std::vector<Row> rows = {
      {"2026-11-23T10:00", 0h, "2026-11-23T10:00"},
      {"2026-11-28T10:00", 0h, "2026-11-28T10:00"},  // none needs no working time
      {"2026-11-23T10:00", 2h, "2026-11-23T12:00"},
      {"2026-11-23T09:00", 510min, "2026-11-23T17:30"},  // a whole day ends the same day
      {"2026-11-23T09:00", 511min, "2026-11-24T09:01"},
      {"2026-11-23T17:00", 2h, "2026-11-24T10:30"},
      {"2026-11-23T06:00", 1h, "2026-11-23T10:00"},  // before work begins
      {"2026-11-27T17:00", 1h, "2026-11-30T09:30"},  // over a weekend
      {"2026-11-28T12:00", 1h, "2026-11-30T10:00"},  // from within a weekend
      {"2026-09-30T17:00", 1h, "2026-10-08T09:30"},  // over the holiday week
      {"2026-10-09T17:00", 1h, "2026-10-10T09:30"},  // into a made-up Saturday
      {"2026-09-25T17:00", 1h, "2026-09-27T09:30"},  // over Saturday into a made-up Sunday
      {"2026-12-31T17:00", 1h, "2027-01-01T09:30"},  // into a year without data: the weekday rule
      {"2026-11-23T09:00", 42h + 30min, "2026-11-27T17:30"},
  };
  for (const Row& row : rows) {
    INFO(row.from);
    CHECK(FormatRfc3339(calendar.AddWorkingTime(China(row.from), row.amount).value()) ==
          FormatRfc3339(China(row.to)));
  }
}

TEST_CASE("a holiday of next year is met across the turn of the year") {
  WorkingCalendar calendar = NationalDay2026();
  calendar.SetDay(Day("2027-01-01"), DayKind::kHoliday);
  CHECK(calendar.AddWorkingTime(China("2026-12-31T17:00"), 1h).value() ==
        China("2027-01-04T09:30"));
}

TEST_CASE("working time between two moments is what AddWorkingTime would have added") {
  const WorkingCalendar calendar = NationalDay2026();
  struct Row {
    const char* from;
    const char* to;
    Duration amount;
  };
  const std::vector<Row> rows = {
      {"2026-11-23T10:00", "2026-11-23T12:00", 2h},
      {"2026-11-23T17:00", "2026-11-24T10:30", 2h},
      {"2026-11-27T17:00", "2026-11-30T09:30", 1h},
      {"2026-09-30T17:00", "2026-10-08T09:30", 1h},
      {"2026-10-01T00:00", "2026-10-07T23:59", 0h},
      {"2026-11-23T06:00", "2026-11-23T23:00", 510min},
      {"2026-11-23T12:00", "2026-11-23T12:00", 0h},
      {"2026-11-24T12:00", "2026-11-23T12:00", 0h},  // backwards
      {"2026-12-31T17:00", "2027-01-01T09:30", 1h},
  };
  for (const Row& row : rows) {
    INFO(row.from);
    CHECK(calendar.WorkingTimeBetween(China(row.from), China(row.to)) == row.amount);
  }
}

TEST_CASE("working time begins again at the next first minute, or is now") {
  const WorkingCalendar calendar = NationalDay2026();
  const std::vector<std::pair<const char*, const char*>> rows = {
      {"2026-11-23T10:00", "2026-11-23T10:00"}, {"2026-11-23T09:00", "2026-11-23T09:00"},
      {"2026-11-23T17:30", "2026-11-24T09:00"},  // the last minute is over
      {"2026-11-27T20:00", "2026-11-30T09:00"}, {"2026-10-03T12:00", "2026-10-08T09:00"},
  };
  for (const auto& [at, next] : rows) {
    INFO(at);
    CHECK(calendar.NextWorkingTime(China(at)).value() == China(next));
  }
  CHECK(WorkingCalendar({.from = 9h, .to = 9h}, 8h)
            .NextWorkingTime(China(rows[0].first))
            .has_error());
}

TEST_CASE("a calendar knows its announced holidays, its last year and the length of its day") {
  const WorkingCalendar calendar = NationalDay2026();
  CHECK(calendar.IsHoliday(Day("2026-10-03")));        // a Saturday that was announced
  CHECK_FALSE(calendar.IsHoliday(Day("2026-10-17")));  // any Saturday
  CHECK_FALSE(calendar.IsHoliday(Day("2026-10-10")));  // made up
  CHECK(calendar.LastYear() == std::chrono::year(2026));
  CHECK_FALSE(WorkingCalendar().LastYear());
  CHECK(calendar.WorkingDay() == 8h + 30min);
  CHECK(WorkingCalendar({.from = 17h, .to = 9h}, 8h).WorkingDay() == 0h);
  CHECK(calendar.LocalDay(China("2026-10-01T00:00")) == std::chrono::sys_days(Day("2026-10-01")));
  CHECK(calendar == NationalDay2026());
  CHECK_FALSE(calendar == WorkingCalendar());
}

TEST_CASE("a calendar without working hours says that it cannot find any") {
  const WorkingCalendar never({.from = 9h, .to = 9h}, 8h);
  const auto found = never.AddWorkingTime(China("2026-11-23T10:00"), 1h);
  REQUIRE(found.has_error());
  CHECK(found.error().code() == ErrorCode::kInvalidArgument);
  CHECK(never.WorkingTimeBetween(China("2026-11-23T10:00"), China("2026-12-23T10:00")) == 0h);
}

}  // namespace xunjian
