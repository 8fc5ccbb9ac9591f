#include "collector/escalation/duty_roster.h"

#include <catch2/catch.hpp>

#include "china.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;
using People = std::vector<std::string>;

constexpr std::chrono::sys_days kMonday = 2026y / 11 / 23;

DutyRoster Turns(const People& people, int shift_days) {
  return {.name = "zj",
          .rotations = {{.people = people, .from = kMonday, .shift_days = shift_days}}};
}

std::string Now(const DutyRoster& roster, const char* at) {
  return fmt::format("{}", fmt::join(FindDuty(roster, China(at)), "+"));
}

}  // namespace

TEST_CASE("people take turns by the day, from hand-over to hand-over") {
  const DutyRoster roster = Turns({"zhang", "li", "wang"}, 1);
  const std::vector<std::pair<const char*, const char*>> rows = {
      {"2026-11-23T08:59", ""},      {"2026-11-23T09:00", "zhang"}, {"2026-11-24T08:59", "zhang"},
      {"2026-11-24T09:00", "li"},    {"2026-11-25T12:00", "wang"},  {"2026-11-26T12:00", "zhang"},
      {"2027-01-01T12:00", "zhang"}, {"2027-01-02T12:00", "li"},    {"2028-02-29T12:00", "li"},
      {"2028-03-01T12:00", "wang"},
  };
  for (const auto& [at, person] : rows) {
    INFO(at);
    CHECK(Now(roster, at) == person);
  }
}

TEST_CASE("a week of duty begins on the weekday of the first day") {
  const DutyRoster roster = Turns({"zhang", "li"}, 7);
  CHECK(Now(roster, "2026-11-30T08:59") == "zhang");
  CHECK(Now(roster, "2026-11-30T09:00") == "li");
  CHECK(Now(roster, "2026-12-07T09:00") == "zhang");
}

TEST_CASE("a rotation ends with its last day and has duty within its hours only") {
  DutyRoster roster = Turns({"zhang"}, 1);
  roster.rotations[0].until = kMonday + std::chrono::days(1);
  CHECK(Now(roster, "2026-11-25T08:59") == "zhang");
  CHECK(Now(roster, "2026-11-25T09:00") == "");
  roster = Turns({"zhang", "li"}, 1);
  roster.rotations[0].hours = Rotation::Hours{9h, 18h};
  CHECK(Now(roster, "2026-11-23T17:59") == "zhang");
  CHECK(Now(roster, "2026-11-23T18:00") == "");
}

TEST_CASE("a night shift belongs to the day it began on") {
  DutyRoster roster = Turns({"zhang", "li"}, 1);
  roster.rotations[0].handover = 20h;
  roster.rotations[0].hours = Rotation::Hours{20h, 8h};
  CHECK(Now(roster, "2026-11-23T19:59") == "");
  CHECK(Now(roster, "2026-11-23T20:00") == "zhang");
  CHECK(Now(roster, "2026-11-24T07:59") == "zhang");
  CHECK(Now(roster, "2026-11-24T08:00") == "");
  CHECK(Now(roster, "2026-11-24T20:00") == "li");
}

TEST_CASE("several rotations have duty at once, one person once") {
  DutyRoster roster = Turns({"zhang", "li"}, 1);
  roster.rotations.push_back({.people = {"wang", "li"}, .from = kMonday});
  CHECK(Now(roster, "2026-11-23T12:00") == "zhang+wang");
  CHECK(Now(roster, "2026-11-24T12:00") == "li");
}

TEST_CASE("an override stands in for one person or for whoever it is, the later one wins") {
  DutyRoster roster = Turns({"zhang", "li"}, 1);
  const auto at = [](const char* time) { return China(time); };
  roster.overrides = {
      {"wang", "zhang", at("2026-11-23T12:00"), at("2026-11-25T12:00")},
      {"zhao", "", at("2026-11-24T20:00"), at("2026-11-24T21:00")},
      {"qian", "li", at("2026-11-24T20:30"), at("2026-11-24T21:00")},
  };
  CHECK(Now(roster, "2026-11-23T11:59") == "zhang");
  CHECK(Now(roster, "2026-11-23T12:00") == "wang");
  CHECK(Now(roster, "2026-11-24T12:00") == "li");  // not the one who is replaced
  CHECK(Now(roster, "2026-11-24T20:00") == "zhao");
  CHECK(Now(roster, "2026-11-24T20:30") == "qian");
  CHECK(Now(roster, "2026-11-24T21:00") == "li");
}

TEST_CASE("an override for anybody also fills a time where nobody has duty") {
  DutyRoster roster = Turns({"zhang"}, 1);
  roster.overrides = {{"wang", "", China("2026-11-22T00:00"), China("2026-11-22T12:00")},
                      {"zhao", "zhang", China("2026-11-21T00:00"), China("2026-11-21T12:00")}};
  CHECK(Now(roster, "2026-11-22T06:00") == "wang");
  CHECK(Now(roster, "2026-11-21T06:00") == "");
}

TEST_CASE("a roster where nobody is asks its fallback, and nobody at all is said") {
  DutyRosters rosters;
  rosters["zj"] = Turns({"zhang"}, 1);
  rosters["zj"].fallback = "leaders";
  rosters["leaders"] = Turns({"chen"}, 1);
  rosters["leaders"].rotations[0].from = kMonday - std::chrono::days(1);
  CHECK(FindDuty(rosters, "zj", China("2026-11-23T12:00")) == Duty{{"zhang"}, "zj"});
  CHECK(FindDuty(rosters, "zj", China("2026-11-22T12:00")) == Duty{{"chen"}, "leaders"});
  CHECK(FindDuty(rosters, "zj", China("2026-11-21T12:00")) == Duty{});
  CHECK(FindDuty(rosters, "hebei", China("2026-11-23T12:00")) == Duty{});
  rosters["leaders"].fallback = "zj";  // a circle ends
  CHECK(FindDuty(rosters, "zj", China("2026-11-21T12:00")) == Duty{});
}

TEST_CASE("a hand-off gives away the rest of the shift") {
  const DutyRoster roster = Turns({"zhang", "li"}, 7);
  const auto taken = HandOff(roster, "zhang", "wang", China("2026-11-25T15:00"));
  REQUIRE(taken.has_value());
  CHECK(*taken ==
        DutyOverride{"wang", "zhang", China("2026-11-25T15:00"), China("2026-11-30T09:00")});
  CHECK(HandOff(roster, "li", "wang", China("2026-11-25T15:00")).error().code() ==
        ErrorCode::kConflict);
  CHECK(HandOff(roster, "li", "li", China("2026-11-25T15:00")).error().code() ==
        ErrorCode::kInvalidArgument);
}

TEST_CASE("a shift ends at the hand-over, at its hours' end, or with the rotation") {
  DutyRoster roster = Turns({"zhang", "li"}, 7);
  CHECK(FindShiftEnd(roster, "zhang", China("2026-11-24T12:00")) == China("2026-11-30T09:00"));
  CHECK(FindShiftEnd(roster, "li", China("2026-11-24T12:00")) == std::nullopt);
  roster.rotations[0].until = kMonday + std::chrono::days(3);
  CHECK(FindShiftEnd(roster, "zhang", China("2026-11-24T12:00")) == China("2026-11-27T09:00"));
  roster.rotations[0].hours = Rotation::Hours{20h, 8h};
  CHECK(FindShiftEnd(roster, "zhang", China("2026-11-24T21:00")) == China("2026-11-25T08:00"));
  CHECK(FindShiftEnd(roster, "zhang", China("2026-11-25T03:00")) == China("2026-11-25T08:00"));
}

}  // namespace xunjian
