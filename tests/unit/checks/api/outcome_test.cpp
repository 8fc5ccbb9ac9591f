#include "checks/api/outcome.h"

#include <catch2/catch.hpp>
#include <vector>

#include "checks/api/check_result.h"
#include "checks/api/reasons.h"

namespace xunjian {
namespace {

TEST_CASE("the worse outcome follows one fixed order") {
  const std::vector<Outcome> loudest_first = {
      Outcome::kCritical, Outcome::kWarning, Outcome::kUnknown, Outcome::kDenied,
      Outcome::kInfo,     Outcome::kOk,      Outcome::kSkipped, Outcome::kNotApplicable};
  for (std::size_t i = 0; i < loudest_first.size(); ++i) {
    for (std::size_t j = i; j < loudest_first.size(); ++j) {
      CHECK(Worse(loudest_first[i], loudest_first[j]) == loudest_first[i]);
      CHECK(Worse(loudest_first[j], loudest_first[i]) == loudest_first[i]);
    }
  }
}

TEST_CASE("every outcome has a name that is read back, and labels in both languages") {
  for (Outcome outcome : kAllOutcomes) {
    CHECK(ParseOutcome(ToString(outcome)) == outcome);
    CHECK_FALSE(Label(outcome).en.empty());
    CHECK_FALSE(Label(outcome).zh.empty());
  }
  CHECK(ParseOutcome("OK") == std::nullopt);
  CHECK(ParseOutcome("") == std::nullopt);
}

TEST_CASE("only four outcomes are health and only two are good") {
  CHECK(IsHealth(Outcome::kCritical));
  CHECK_FALSE(IsHealth(Outcome::kUnknown));
  CHECK_FALSE(IsHealth(Outcome::kSkipped));
  CHECK(IsGood(Outcome::kInfo));
  CHECK_FALSE(IsGood(Outcome::kWarning));
  CHECK_FALSE(IsGood(Outcome::kNotApplicable));
}

Observation TwoMounts() {
  Observation observation;
  observation.items.push_back({"/", {{"used_bytes", 5, "bytes"}}, {}});
  observation.items.push_back({"/data", {{"used_bytes", 7, "bytes"}}, {}});
  return observation;
}

TEST_CASE("a result joins observation and verdicts by item") {
  Verdict verdict{"/data", Outcome::kWarning, "above", {{"value", "85"}}, {}};
  const CheckResult result =
      ResultOf("host.perf.fs_space", TwoMounts(), {verdict}, Timestamp{}, Duration{3});
  REQUIRE(result.items.size() == 2);
  CHECK(result.items[0].observed.item == "/data");
  CHECK(result.items[0].outcome == Outcome::kWarning);
  CHECK(*result.items[0].observed.Find("used_bytes") == 7);
  CHECK(result.complete);
  CHECK(result.duration == Duration{3});
}

TEST_CASE("an observed item that no verdict names is UNKNOWN, not forgotten") {
  const CheckResult result = ResultOf("c", TwoMounts(), {}, Timestamp{}, Duration{});
  REQUIRE(result.items.size() == 2);
  for (const ItemResult& item : result.items) {
    CHECK(item.outcome == Outcome::kUnknown);
    CHECK(item.code == reason::kNotJudged);
  }
}

TEST_CASE("a verdict on an item that vanished stands alone") {
  Verdict gone{"eth9", Outcome::kCritical, std::string(reason::kVanished), {}, {}};
  const CheckResult result = ResultOf("c", Observation{}, {gone}, Timestamp{}, Duration{});
  REQUIRE(result.items.size() == 1);
  CHECK(result.items[0].observed.item == "eth9");
  CHECK(result.items[0].outcome == Outcome::kCritical);
}

TEST_CASE("what was not read is one nameless item of an incomplete result") {
  const NotRead denied{Outcome::kDenied, "denied", {{"source", "/proc/1/fd"}}};
  const CheckResult result = ResultOf("c", denied, Timestamp{}, Duration{});
  REQUIRE(result.items.size() == 1);
  CHECK_FALSE(result.complete);
  CHECK(result.items[0].outcome == Outcome::kDenied);
  CHECK(result.items[0].arguments == denied.arguments);
}

TEST_CASE("the overall outcome is the worst of the items and UNKNOWN for none") {
  CHECK(OverallOutcome({}) == Outcome::kUnknown);
  CheckResult result;
  result.items.resize(3);
  result.items[0].outcome = Outcome::kNotApplicable;
  result.items[1].outcome = Outcome::kOk;
  result.items[2].outcome = Outcome::kInfo;
  CHECK(OverallOutcome(result) == Outcome::kInfo);
  result.items[1].outcome = Outcome::kCritical;
  CHECK(OverallOutcome(result) == Outcome::kCritical);
}

}  // namespace
}  // namespace xunjian
