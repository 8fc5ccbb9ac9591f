#include "collector/escalation/calendar_file.h"

#include <catch2/catch.hpp>

#include "china.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

constexpr const char* kHead = "schema = \"xunjian.calendar/1\"\nname = \"china\"\n";

std::string ProblemsOf(const std::string& body) {
  const auto calendar = ParseCalendar(kHead + body, "c.toml");
  return calendar ? "" : calendar.error().In(Language::kEnglish);
}

CalendarFile Read(const std::string& body) { return ParseCalendar(kHead + body, "c.toml").value(); }

}  // namespace

TEST_CASE("a calendar of two lines is Monday to Friday in China") {
  const CalendarFile calendar = Read("");
  CHECK(calendar.working == WorkingCalendar());
  CHECK(calendar.filing.empty());
}

TEST_CASE("a calendar has hours, days of each year and filing periods") {
  const CalendarFile calendar = Read(R"(
utc_offset = "+06:00"
[hours]
from = "10:00"
to = "19:30"
[[year]]
year = 2026
source = "国办发明电〔2025〕7号"
holidays = ["2026-10-01..2026-10-07"]
workdays = "2026-10-10"
[[filing]]
name = "monthly"
last_day = 10
over_holidays = false
[[filing]]
name = "annual"
site = "xinjiang"
dates = "2026-05-25..2026-05-31"
)");
  WorkingCalendar expected({.from = 10h, .to = 19h + 30min}, 6h);
  for (unsigned day = 1; day <= 7; ++day) {
    expected.SetDay(2026y / 10 / day, WorkingCalendar::DayKind::kHoliday);
  }
  expected.SetDay(2026y / 10 / 10, WorkingCalendar::DayKind::kWorkday);
  CHECK(calendar.working == expected);
  CHECK(calendar.filing ==
        std::vector<FilingPeriod>{
            {"monthly", "", MonthlyFiling{1, 10, false}},
            {"annual", "xinjiang", ParseDayRange("2026-05-25..2026-05-31").value()}});
}

TEST_CASE("whatever is wrong with a calendar is said at once, with its place") {
  struct Row {
    const char* body;
    const char* said;
  };
  const std::vector<Row> rows = {
      {"utc_offset = \"8\"", "c.toml:3:14: '8' is not a difference"},
      {"[hours]\nfrom = \"18:00\"", "work must end after it begins"},
      {"[[year]]\nholidays = \"2000-01-01\"", "'year' is missing"},
      {"[[year]]\nyear = 2026", "a year has 'holidays'"},
      {"[[year]]\nyear = 2026\nholidays = \"2025-12-31\"", "2025-12-31 is a day of another year"},
      {"[[year]]\nyear = 2026\nholidays = \"2026-10-01..2026-12-07\"", "longer than a month"},
      {"[[year]]\nyear = 2026\nholidays = \"2026-10-07..2026-10-01\"", "ends before it begins"},
      {"[[year]]\nyear = 2026\nholidays = \"tomorrow\"", "is not a day"},
      {"[[year]]\nyear = 2026\nholidays = \"2026-10-03\"\nworkdays = \"2026-10-03\"", "twice"},
      {"[[year]]\nyear = 2026\nholidays = \"2026-10-01\"\nworkdays = \"2026-10-09\"",
       "2026-10-09 is no weekend"},
      {"[[year]]\nyear = 2026\nholidays = \"2026-10-01\"\n"
       "[[year]]\nyear = 2026\nholidays = \"2026-10-02\"",
       "this year stands here twice"},
      {"[[filing]]\nlast_day = 15", "'name' is missing"},
      {"[[filing]]\nname = \"a\"\n[[filing]]\nname = \"a\"", "another period of this name"},
      {"[[filing]]\nname = \"a\"\nfirst_day = 20", "it ends before it begins"},
      {"[[filing]]\nname = \"a\"\ndates = \"May\"", "is not a day"},
      {"[[filing]]\nname = \"a\"\ndates = \"2026-05-01\"\nlast_day = 3", "last_day"},
      {"[[holiday]]\nname = \"a\"", "holiday"},
  };
  for (const Row& row : rows) {
    INFO(row.body);
    CHECK_THAT(ProblemsOf(row.body), Catch::Contains(row.said));
  }
  const std::string both = ProblemsOf("utc_offset = \"8\"\n[[filing]]\nfirst_day = 99");
  CHECK_THAT(both, Catch::Contains("difference") && Catch::Contains("'name' is missing") &&
                       Catch::Contains("first_day"));
}

TEST_CASE("another schema, no name and a text that is too long are refused") {
  const auto said = [](const std::string& text) {
    return ParseCalendar(text, "c.toml").error().In(Language::kEnglish);
  };
  CHECK_THAT(said("schema = \"xunjian.policy/1\"\nname = \"x\""),
             Catch::Contains("not understood"));
  CHECK_THAT(said("schema = \"xunjian.calendar/1\""), Catch::Contains("'name' is missing"));
  CHECK_THAT(said("schema = \"xunjian.calendar/1\"\nname = \"a b\""),
             Catch::Contains("a name has"));
  CHECK_THAT(said(std::string(1 << 19, '#')), Catch::Contains("at most"));
}

TEST_CASE("a year that is missing is said two months ahead, with the rule used instead") {
  const CalendarFile calendar = Read("[[year]]\nyear = 2026\nholidays = \"2026-10-01\"");
  const auto years = [&](const char* at) {
    std::vector<int> found;
    for (const CalendarGap& gap : FindCalendarGaps(calendar, China(at))) {
      found.push_back(static_cast<int>(gap.year));
    }
    return found;
  };
  CHECK(years("2026-10-31T12:00").empty());
  CHECK(years("2026-11-01T00:00") == std::vector{2027});
  CHECK(years("2026-12-31T23:59") == std::vector{2027});
  CHECK(years("2027-01-01T00:00") == std::vector{2027});  // the wall's year, not that of UTC
  CHECK(years("2027-11-15T00:00") == std::vector{2027, 2028});
  CHECK(years("2025-06-01T00:00") == std::vector{2025});
  const Message text = FindCalendarGaps(calendar, China("2026-12-01T00:00")).front().text;
  CHECK_THAT(text.en, Catch::Contains("2027") && Catch::Contains("Monday to Friday"));
  CHECK_THAT(text.zh, Catch::Contains("2027") && Catch::Contains("周一至周五"));
}

}  // namespace xunjian
