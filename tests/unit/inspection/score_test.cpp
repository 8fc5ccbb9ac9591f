#include "inspection/score.h"

#include <catch2/catch.hpp>
#include <random>

#include "sample_inspection.h"

using namespace xunjian;

namespace {

CheckResult ResultWith(std::string check, const std::vector<Outcome>& outcomes) {
  CheckResult result{.check = std::move(check)};
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    result.items.push_back(
        {.observed = {.item = "item" + std::to_string(i)}, .outcome = outcomes[i]});
  }
  return result;
}

std::vector<CheckResult> RandomResults(std::mt19937& random) {
  std::vector<CheckResult> results;
  const std::size_t checks = 1 + random() % 15;
  for (std::size_t i = 0; i < checks; ++i) {
    std::vector<Outcome> outcomes(random() % 4);
    for (Outcome& outcome : outcomes) outcome = kAllOutcomes[random() % kAllOutcomes.size()];
    results.push_back(ResultWith("check" + std::to_string(i % 10), outcomes));
    results.back().complete = random() % 5 != 0;
  }
  return results;
}

bool SaysOnlyNotApplicable(const CheckResult& result) {
  return !result.items.empty() &&
         std::all_of(result.items.begin(), result.items.end(), [](const ItemResult& item) {
           return item.outcome == Outcome::kNotApplicable;
         });
}

}  // namespace

TEST_CASE("a risk costs ten, three, one or nothing, by outcome and class of the object") {
  struct Case {
    Outcome outcome;
    ObjectClass object_class;
    Risk risk;
    int points;
  };
  for (const Case& each : std::vector<Case>{
           {Outcome::kCritical, ObjectClass::kA, Risk::kHigh, 10},
           {Outcome::kCritical, ObjectClass::kB, Risk::kMedium, 3},
           {Outcome::kCritical, ObjectClass::kC, Risk::kMedium, 3},
           {Outcome::kWarning, ObjectClass::kA, Risk::kMedium, 3},
           {Outcome::kWarning, ObjectClass::kB, Risk::kLow, 1},
           {Outcome::kInfo, ObjectClass::kA, Risk::kHint, 0},
           {Outcome::kOk, ObjectClass::kA, Risk::kNone, 0},
           {Outcome::kUnknown, ObjectClass::kA, Risk::kNone, 0},
       }) {
    CHECK(RiskOf(each.outcome, each.object_class) == each.risk);
    CHECK(PointsOf(each.risk) == each.points);
  }
}

TEST_CASE("the label class says how much hangs on a host") {
  CHECK(ObjectClassOf({}) == ObjectClass::kA);
  CHECK(ObjectClassOf({{"class", "A"}}) == ObjectClass::kA);
  CHECK(ObjectClassOf({{"class", "B"}}) == ObjectClass::kB);
  CHECK(ObjectClassOf({{"class", "c"}}) == ObjectClass::kC);
  CHECK(ObjectClassOf({{"class", "?"}}) == ObjectClass::kA);
}

TEST_CASE("the score of some outcomes") {
  using O = Outcome;
  struct Case {
    const char* what;
    std::vector<std::vector<Outcome>> checks;
    int low;
    int high;
    Grade grade;
    std::uint32_t due;
    std::uint32_t answered;
  };
  const std::vector<Case> cases = {
      {"all good", {{O::kOk}, {O::kInfo}}, 100, 100, Grade::kHealthy, 2, 2},
      {"one warning", {{O::kWarning}, {O::kOk}}, 97, 97, Grade::kHealthy, 2, 2},
      {"many items deduct once",
       {{O::kWarning, O::kWarning, O::kWarning}},
       97,
       97,
       Grade::kHealthy,
       1,
       1},
      {"the worst item counts", {{O::kWarning, O::kCritical}}, 90, 90, Grade::kAtRisk, 1, 1},
      {"a critical caps the grade", {{O::kCritical}, {O::kOk}}, 90, 90, Grade::kAtRisk, 2, 2},
      {"what was not seen opens a range",
       {{O::kUnknown}, {O::kOk}},
       90,
       100,
       Grade::kHealthy,
       2,
       1},
      {"denied and skipped too",
       {{O::kDenied}, {O::kSkipped}},
       80,
       100,
       Grade::kMostlyHealthy,
       2,
       0},
      {"half seen: the rest may be worse",
       {{O::kWarning, O::kUnknown}},
       90,
       97,
       Grade::kHealthy,
       1,
       0},
      {"not applicable is not due",
       {{O::kNotApplicable}, {O::kOk}},
       100,
       100,
       Grade::kHealthy,
       1,
       1},
      {"no item is no answer", {{}, {O::kOk}}, 90, 100, Grade::kHealthy, 2, 1},
      {"nothing due is nothing known", {{O::kNotApplicable}}, 0, 100, Grade::kAtRisk, 0, 0},
      {"never below nought", std::vector<std::vector<Outcome>>(12, {O::kCritical}), 0, 0,
       Grade::kAtRisk, 12, 12},
      {"ten unseen", std::vector<std::vector<Outcome>>(10, {O::kDenied}), 0, 100, Grade::kAtRisk,
       10, 0},
      {"many warnings make it sub-healthy", std::vector<std::vector<Outcome>>(10, {O::kWarning}),
       70, 70, Grade::kSubHealthy, 10, 10},
  };
  for (const Case& each : cases) {
    INFO(each.what);
    std::vector<CheckResult> results;
    for (const auto& outcomes : each.checks) {
      results.push_back(ResultWith("check" + std::to_string(results.size()), outcomes));
    }
    const Score score = ScoreOf(results);
    CHECK(score.low == each.low);
    CHECK(score.high == each.high);
    CHECK(score.grade == each.grade);
    CHECK(score.coverage.due == each.due);
    CHECK(score.coverage.answered == each.answered);
  }
}

TEST_CASE("a check that did not see all its items did not answer") {
  CheckResult result = ResultWith("check", {Outcome::kOk});
  result.complete = false;
  const Score score = ScoreOf(std::vector{result});
  CHECK(score.low == 90);
  CHECK(score.high == 100);
  CHECK(score.coverage.answered == 0);
}

TEST_CASE("whether a check answered does not hang on the order of its assignments") {
  CheckResult partial = ResultWith("check", {Outcome::kOk});
  partial.complete = false;
  CheckResult inapplicable = ResultWith("check", {Outcome::kNotApplicable});
  inapplicable.complete = false;
  const CheckResult good = ResultWith("check", {Outcome::kOk});
  CHECK(ScoreOf(std::vector{inapplicable, good}).coverage.answered == 1);
  CHECK(ScoreOf(std::vector{good, inapplicable}).coverage.answered == 1);
  CHECK(ScoreOf(std::vector{partial, good}).coverage.answered == 0);
  CHECK(ScoreOf(std::vector{good, partial}).coverage.answered == 0);
}

TEST_CASE("one check under two assignments deducts once, for the worse of the two") {
  const std::vector results = {ResultWith("check", {Outcome::kWarning}),
                               ResultWith("check", {Outcome::kCritical})};
  const Score score = ScoreOf(results);
  CHECK(score.low == 90);
  REQUIRE(score.deductions.size() == 1);
  CHECK(score.deductions[0].points == 10);
  CHECK(score.deductions[0].items == 1);
  CHECK(score.coverage.due == 1);
}

TEST_CASE("deductions come with the dearest first and sum to what is missing from 100") {
  const std::vector results = {ResultWith("b", {Outcome::kWarning}),
                               ResultWith("a", {Outcome::kWarning}),
                               ResultWith("c", {Outcome::kCritical})};
  const Score score = ScoreOf(results);
  REQUIRE(score.deductions.size() == 3);
  CHECK(score.deductions[0].check == "c");
  CHECK(score.deductions[1].check == "a");
  CHECK(score.deductions[2].check == "b");
  CHECK(score.high == 100 - 10 - 3 - 3);
}

TEST_CASE("below ninety per cent coverage the score is for reference only") {
  CHECK_FALSE(Coverage{.due = 10, .answered = 9}.ForReferenceOnly());
  CHECK(Coverage{.due = 10, .answered = 8}.ForReferenceOnly());
  CHECK(Coverage{}.ForReferenceOnly());
}

TEST_CASE("hiding something never raises the score or the coverage") {
  std::mt19937 random(20261123);
  const std::array hidden = {Outcome::kUnknown, Outcome::kDenied, Outcome::kSkipped};
  for (int round = 0; round < 2000; ++round) {
    std::vector<CheckResult> results = RandomResults(random);
    const Score before = ScoreOf(results);
    CheckResult& victim = results[random() % results.size()];
    if (victim.items.empty()) continue;
    ItemResult& item = victim.items[random() % victim.items.size()];
    // What does not apply was never due; finding out that it cannot be seen is another story.
    if (item.outcome == Outcome::kNotApplicable) continue;
    if (random() % 2 == 0) {
      item.outcome = hidden[random() % hidden.size()];
    } else {
      victim.items.erase(victim.items.begin() + (&item - victim.items.data()));
      victim.complete = false;
    }
    if (SaysOnlyNotApplicable(victim)) continue;
    const Score after = ScoreOf(results);
    CHECK(after.low <= before.low);
    CHECK(after.coverage.Percent() <= before.coverage.Percent());
    CHECK(after.high >= before.high);
    CHECK(before.low <= before.high);
  }
}
