#include "collector/escalation/filing_periods.h"

#include <catch2/catch.hpp>

#include "china.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;
using DayKind = WorkingCalendar::DayKind;

void Set(WorkingCalendar& calendar, const std::string& days, DayKind kind) {
  const DayRange range = ParseDayRange(days).value();
  for (auto day = range.first; day <= range.last; day += std::chrono::days(1)) {
    calendar.SetDay(day, kind);
  }
}

WorkingCalendar Announced(const std::vector<std::string>& holidays,
                          const std::vector<std::string>& workdays) {
  WorkingCalendar calendar;
  for (const auto& days : holidays) Set(calendar, days, DayKind::kHoliday);
  for (const auto& day : workdays) Set(calendar, day, DayKind::kWorkday);
  return calendar;
}

WorkingCalendar China2024() {
  return Announced(
      {"2024-01-01", "2024-02-10..2024-02-17", "2024-04-04..2024-04-06", "2024-05-01..2024-05-05",
       "2024-06-08..2024-06-10", "2024-09-15..2024-09-17", "2024-10-01..2024-10-07"},
      {"2024-02-04", "2024-02-18", "2024-04-07", "2024-04-28", "2024-05-11", "2024-09-14",
       "2024-09-29", "2024-10-12"});
}

WorkingCalendar China2026() {
  return Announced(
      {"2026-01-01..2026-01-03", "2026-02-15..2026-02-23", "2026-04-04..2026-04-06",
       "2026-05-01..2026-05-05", "2026-06-19..2026-06-21", "2026-09-25..2026-09-27",
       "2026-10-01..2026-10-07"},
      {"2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"});
}

std::string LastDays(int year, const WorkingCalendar& calendar) {
  std::string list;
  for (unsigned month = 1; month <= 12; ++month) {
    const DayRange range = FilingDays(MonthlyFiling{}, std::chrono::year(year) / month, calendar);
    list += FormatDay(range.last).substr(5) + " ";
  }
  return list;
}

}  // namespace

TEST_CASE("the last days of filing are those that the tax administration announced") {
  // 税总办征科函〔2025〕64号.
  CHECK(LastDays(2026, China2026()) ==
        "01-20 02-24 03-16 04-20 05-22 06-15 07-15 08-17 09-15 10-26 11-16 12-15 ");
  // Its notice for 2024: the Spring Festival began within the period.
  CHECK(LastDays(2024, China2024()) ==
        "01-15 02-23 03-15 04-18 05-22 06-19 07-15 08-15 09-18 10-24 11-15 12-16 ");
}

TEST_CASE("without announced holidays only a weekend moves the last day") {
  CHECK(LastDays(2026, WorkingCalendar()) ==
        "01-15 02-16 03-16 04-15 05-15 06-15 07-15 08-17 09-15 10-15 11-16 12-15 ");
}

TEST_CASE("a holiday of two days moves nothing, one of three does") {
  CHECK(FilingDays(MonthlyFiling{}, 2026y / 4, Announced({"2026-04-02..2026-04-03"}, {})) ==
        ParseDayRange("2026-04-01..2026-04-15").value());
  CHECK(FilingDays(MonthlyFiling{}, 2026y / 4, Announced({"2026-04-01..2026-04-03"}, {})) ==
        ParseDayRange("2026-04-01..2026-04-20").value());
}

TEST_CASE("a rule that stays ends on its day, and on the last of a short month") {
  const MonthlyFiling fixed{.first_day = 20, .last_day = 31, .over_holidays = false};
  CHECK(FilingDays(fixed, 2026y / 2, China2026()) ==
        ParseDayRange("2026-02-20..2026-02-28").value());
  CHECK(FilingDays(fixed, 2028y / 2, China2026()) ==
        ParseDayRange("2028-02-20..2028-02-29").value());
  CHECK(FilingDays(fixed, 2026y / 12, China2026()) ==
        ParseDayRange("2026-12-20..2026-12-31").value());
}

TEST_CASE("a moment is in a period by the site and by the day on the wall") {
  const std::vector<FilingPeriod> periods = {
      {"annual", "zhejiang", ParseDayRange("2026-05-25..2026-05-31").value()},
      {"monthly", "", MonthlyFiling{}},
  };
  struct Row {
    const char* site;
    const char* at;
    const char* found;
  };
  const std::vector<Row> rows = {
      {"zhejiang", "2026-05-25T00:00", "annual"}, {"zhejiang", "2026-05-24T23:59", ""},
      {"zhejiang", "2026-05-31T23:59", "annual"}, {"zhejiang", "2026-06-01T00:00", "monthly"},
      {"hebei", "2026-05-25T12:00", ""},          {"hebei", "2026-10-26T23:59", "monthly"},
      {"hebei", "2026-10-27T00:00", ""},
  };
  for (const Row& row : rows) {
    INFO(row.site << " " << row.at);
    const FilingPeriod* found = FindFilingPeriod(periods, row.site, China(row.at), China2026());
    CHECK((found ? found->name : "") == row.found);
  }
}

TEST_CASE("a period that holidays moved beyond its month goes on in the next") {
  const std::vector<FilingPeriod> periods = {{"late", "", MonthlyFiling{28, 30, true}}};
  // The 30th of May 2026 is a Saturday.
  CHECK(FindFilingPeriod(periods, "x", China("2026-06-01T12:00"), China2026()) != nullptr);
  CHECK(FindFilingPeriod(periods, "x", China("2026-06-02T12:00"), China2026()) == nullptr);
}

TEST_CASE("a calendar without workdays ends the search") {
  const WorkingCalendar never = [] {
    WorkingCalendar calendar;
    Set(calendar, "2026-01-01..2027-12-31", DayKind::kHoliday);
    return calendar;
  }();
  CHECK(FilingDays(MonthlyFiling{}, 2026y / 1, never) ==
        ParseDayRange("2026-01-01..2026-01-15").value());
}

}  // namespace xunjian
