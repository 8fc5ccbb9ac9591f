#include "collector/escalation/day_words.h"

#include <catch2/catch.hpp>

namespace xunjian {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::sys_days kNationalDay = 2026y / 10 / 1;

}  // namespace

TEST_CASE("a day, and days from one to another") {
  CHECK(ParseDay("2026-10-01").value() == kNationalDay);
  CHECK(ParseDayRange("2026-10-01").value() == DayRange{kNationalDay, kNationalDay});
  CHECK(ParseDayRange("2026-10-01..2026-10-07").value() ==
        DayRange{kNationalDay, kNationalDay + std::chrono::days(6)});
  CHECK(FormatDay(kNationalDay) == "2026-10-01");
  CHECK(ParseDay("2028-02-29").has_value());
}

TEST_CASE("what is no day is refused with an example") {
  for (const char* text : {"", "2026-02-29", "2026-13-01", "2026-1-1", "1.10.2026", "2026-10-01 ",
                           "2026-10-01T00:00:00Z", "9999-01-01"}) {
    INFO(text);
    CHECK(ParseDay(text).has_error());
  }
  for (const char* text : {"..", "2026-10-01..", "..2026-10-01", "2026-10-07..2026-10-01",
                           "2026-10-01...2026-10-07"}) {
    INFO(text);
    CHECK(ParseDayRange(text).has_error());
  }
  CHECK_THAT(ParseDay("x").error().In(Language::kEnglish), Catch::Contains("2026-10-01"));
}

TEST_CASE("times of day and differences from UTC") {
  CHECK(ParseTimeOfDay("00:00").value() == 0min);
  CHECK(ParseTimeOfDay("17:30").value() == 17h + 30min);
  CHECK(ParseTimeOfDay("24:00").value() == 24h);
  for (const char* text : {"", "9:00", "24:01", "25:00", "09:60", "09:00:00", "09:00Z"}) {
    INFO(text);
    CHECK(ParseTimeOfDay(text).has_error());
  }
  CHECK(ParseUtcOffset("+08:00").value() == 8h);
  CHECK(ParseUtcOffset("-05:30").value() == -(5h + 30min));
  CHECK(ParseUtcOffset("Z").value() == 0min);
  for (const char* text : {"", "8", "+8", "08:00", "+08:00 ", ".5Z"}) {
    INFO(text);
    CHECK(ParseUtcOffset(text).has_error());
  }
}

}  // namespace xunjian
