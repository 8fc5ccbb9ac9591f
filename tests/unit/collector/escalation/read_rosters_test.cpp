#include "collector/escalation/read_rosters.h"

#include <catch2/catch.hpp>

#include "china.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

const NameSet kPeople = {"zhang", "li", "wang"};

Result<DutyRosters> Parse(const std::string& body) {
  return ParseRosters("schema = \"xunjian.rosters/1\"\n" + body, "r.toml", kPeople);
}

std::string ProblemsOf(const std::string& body) {
  const auto rosters = Parse(body);
  return rosters ? "" : rosters.error().In(Language::kEnglish);
}

std::string WithRotation(const std::string& lines) {
  return "[[roster]]\nname = \"a\"\n[[roster.rotation]]\n" + lines;
}

}  // namespace

TEST_CASE("a roster has rotations, overrides and a fallback") {
  const auto rosters = Parse(R"(
[[roster]]
name = "zj"
utc_offset = "+06:00"
fallback = "leaders"
[[roster.rotation]]
people = ["zhang", "li"]
from = "2026-11-23"
until = "2027-11-22"
handover = "20:00"
shift = "week"
hours = "20:00..08:00"
[[roster.override]]
person = "wang"
instead_of = "li"
from = "2026-12-01T20:00:00+08:00"
to = "2026-12-02T08:00:00+08:00"
[[roster]]
name = "leaders"
[[roster.rotation]]
people = "wang"
from = "2026-01-01"
)");
  REQUIRE(rosters.has_value());
  const DutyRoster expected{
      .name = "zj",
      .utc_offset = 6h,
      .rotations = {{.people = {"zhang", "li"},
                     .from = 2026y / 11 / 23,
                     .until = 2027y / 11 / 22,
                     .handover = 20h,
                     .shift_days = 7,
                     .hours = Rotation::Hours{20h, 8h}}},
      .overrides = {{"wang", "li", China("2026-12-01T20:00"), China("2026-12-02T08:00")}},
      .fallback = "leaders"};
  CHECK(rosters->at("zj") == expected);
  CHECK(rosters->at("leaders").rotations[0].handover == 9h);
}

TEST_CASE("whatever is wrong with a roster is said at once, with its place") {
  const std::string good = "people = \"li\"\nfrom = \"2026-01-01\"\n";
  const std::vector<std::pair<std::string, const char*>> rows = {
      {"[[roster]]\nname = \"a\"", "r.toml:2:1: a roster has at least one"},
      {WithRotation("people = []\nfrom = \"2026-01-01\""), "who takes turns?"},
      {WithRotation("people = \"lii\"\nfrom = \"2026-01-01\""),
       "there is no person 'lii'; did you mean 'li'?"},
      {WithRotation("people = \"li\""), "'from' is missing"},
      {WithRotation("people = \"li\"\nfrom = \"now\""), "is not a day"},
      {WithRotation(good + "until = \"2025-01-01\""), "it ends before it begins"},
      {WithRotation(good + "shift = \"month\""), "must be one of day, week"},
      {WithRotation(good + "hours = \"09:00\""), "is not a time of day"},
      {WithRotation(good + "hours = \"09:00..09:00\""), "around the clock"},
      {WithRotation(good + "handover = \"9\""), "is not a time of day"},
      {WithRotation(good + "[[roster.override]]\nperson = \"lii\"\nfrom = "
                           "\"2026-01-01T00:00:00Z\"\nto = \"2026-01-02T00:00:00Z\""),
       "there is no person 'lii'"},
      {WithRotation(good + "[[roster.override]]\nperson = \"li\"\nfrom = "
                           "\"2026-01-03T00:00:00Z\"\nto = \"2026-01-02T00:00:00Z\""),
       "it ends before it begins"},
      {WithRotation(good + "[[roster.override]]\nperson = \"li\""), "'from' is missing"},
      {"[[roster]]\nname = \"a\"\nfallback = \"b\"", "there is no roster 'b'"},
      {"[[roster]]\nname = \"a\"\nfallback = \"a\"", "go round in a circle"},
      {"[[roster]]\nname = \"a\"\nfallback = \"b\"\n[[roster]]\nname = \"b\"\nfallback = \"a\"",
       "go round in a circle"},
      {"[[roster]]\nname = \"a\"\n[[roster]]\nname = \"a\"", "another roster of this name"},
      {"[[roster]]\nname = \"a b\"", "a name has 1 to 128"},
      {"[[rooster]]\nname = \"a\"", "did you mean 'roster'?"},
  };
  for (const auto& [body, said] : rows) {
    INFO(body);
    CHECK_THAT(ProblemsOf(body), Catch::Contains(said));
  }
  CHECK_THAT(ProblemsOf(WithRotation("people = \"x\"\nfrom = \"y\"\nshift = \"z\"")),
             Catch::Contains("no person") && Catch::Contains("is not a day") &&
                 Catch::Contains("day, week"));
}

}  // namespace xunjian
