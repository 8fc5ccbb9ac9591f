#include "agent/schedule/suspicion.h"

#include <catch2/catch.hpp>

namespace xunjian {
namespace {

CheckResult Result(std::vector<std::pair<std::string, Outcome>> items) {
  CheckResult result;
  for (auto& [name, outcome] : items) {
    ItemResult item;
    item.observed.item = name;
    item.outcome = outcome;
    result.items.push_back(item);
  }
  return result;
}

TEST_CASE("a condition is good when nobody has to act") {
  struct Row {
    Outcome outcome;
    bool good;
  };
  for (const Row& row :
       {Row{Outcome::kOk, true}, Row{Outcome::kInfo, true}, Row{Outcome::kWarning, false},
        Row{Outcome::kCritical, false}, Row{Outcome::kUnknown, false}, Row{Outcome::kDenied, false},
        Row{Outcome::kNotApplicable, true}, Row{Outcome::kSkipped, true}}) {
    CHECK(ConditionOf(Result({{"/", row.outcome}})).good == row.good);
  }
  CHECK_FALSE(ConditionOf(Result({})).good);
}

TEST_CASE("a condition changes with the troubled items and their outcome, not with their order") {
  const Condition one = ConditionOf(Result({{"/", Outcome::kCritical}, {"/v", Outcome::kOk}}));
  CHECK(one == ConditionOf(Result({{"/v", Outcome::kInfo}, {"/", Outcome::kCritical}})));
  CHECK(one != ConditionOf(Result({{"/", Outcome::kWarning}, {"/v", Outcome::kOk}})));
  CHECK(one != ConditionOf(Result({{"/", Outcome::kOk}, {"/v", Outcome::kCritical}})));
  CHECK(one != ConditionOf(Result({{"/", Outcome::kCritical}, {"/v", Outcome::kCritical}})));
}

TEST_CASE("suspicion asks for re-checks until the attempts are used up") {
  constexpr Condition good{.good = true};
  constexpr Condition bad{.good = false, .fingerprint = 1};
  constexpr Condition worse{.good = false, .fingerprint = 2};
  struct Row {
    const char* what;
    std::vector<Condition> conditions;
    std::vector<bool> again;
  };
  const std::vector<Row> rows = {
      {"good stays quiet", {good, good}, {false, false}},
      {"bad three times settles", {bad, bad, bad, bad}, {true, true, false, false}},
      {"a blip ends", {good, bad, good, bad}, {false, true, false, true}},
      {"worse after settled starts anew", {bad, bad, bad, worse}, {true, true, false, true}},
      {"changing troubles end too", {bad, worse, bad, worse}, {true, true, false, true}},
  };
  for (const Row& row : rows) {
    INFO(row.what);
    Suspicion suspicion;
    for (std::size_t i = 0; i < row.conditions.size(); ++i) {
      CHECK(suspicion.Note(row.conditions[i], 3) == row.again[i]);
    }
  }
}

TEST_CASE("with one attempt nothing is ever re-checked") {
  Suspicion suspicion;
  CHECK_FALSE(suspicion.Note({.good = false, .fingerprint = 1}, 1));
}

}  // namespace
}  // namespace xunjian
