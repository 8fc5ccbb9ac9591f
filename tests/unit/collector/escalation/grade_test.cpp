#include "collector/escalation/grade.h"

#include <catch2/catch.hpp>

namespace xunjian {

TEST_CASE("a grade is impact by urgency") {
  const std::string rows[] = {"I II III", "II II III", "III III IV", "IV IV IV"};
  const GradingRules rules;
  for (const Impact impact : kAllImpacts) {
    std::string row;
    for (const Urgency urgency : kAllUrgencies) {
      if (!row.empty()) row += ' ';
      row += ToString(AssessGrade(rules, impact, urgency, false));
    }
    INFO(ToString(impact));
    CHECK(row == rows[static_cast<std::size_t>(impact) - 1]);
  }
}

TEST_CASE("in a filing period a grade is one up, unless the rules say otherwise") {
  GradingRules rules;
  CHECK(AssessGrade(rules, Impact::kWide, Urgency::kMedium, true) == IncidentGrade::kOne);
  CHECK(AssessGrade(rules, Impact::kWide, Urgency::kHigh, true) == IncidentGrade::kOne);
  CHECK(AssessGrade(rules, Impact::kNone, Urgency::kLow, true) == IncidentGrade::kThree);
  rules.raise_in_filing_period = false;
  CHECK(AssessGrade(rules, Impact::kWide, Urgency::kMedium, true) == IncidentGrade::kTwo);
}

TEST_CASE("raising ends at the gravest") {
  CHECK(Raise(IncidentGrade::kFour) == IncidentGrade::kThree);
  CHECK(Raise(IncidentGrade::kFour, 2) == IncidentGrade::kTwo);
  CHECK(Raise(IncidentGrade::kTwo, 9) == IncidentGrade::kOne);
  CHECK(Raise(IncidentGrade::kTwo, 0) == IncidentGrade::kTwo);
  CHECK(Raise(IncidentGrade::kTwo, -1) == IncidentGrade::kTwo);
}

TEST_CASE("a grade is changed with a reason only, and to another one") {
  CHECK(ChangeGrade(IncidentGrade::kThree, IncidentGrade::kTwo, "the work-around failed").value() ==
        GradeChange{IncidentGrade::kThree, IncidentGrade::kTwo, "the work-around failed"});
  CHECK(ChangeGrade(IncidentGrade::kThree, IncidentGrade::kTwo, " \n").error().code() ==
        ErrorCode::kInvalidArgument);
  CHECK(ChangeGrade(IncidentGrade::kThree, IncidentGrade::kThree, "why").error().code() ==
        ErrorCode::kConflict);
}

TEST_CASE("every word is read back, and has a label in both languages") {
  const auto round = [](const auto& all, auto parse) {
    for (const auto value : all) {
      CHECK(parse(ToString(value)) == value);
      CHECK_FALSE(Label(value).en.empty());
      CHECK_FALSE(Label(value).zh.empty());
    }
  };
  round(kAllGrades, ParseGrade);
  round(kAllImpacts, ParseImpact);
  round(kAllUrgencies, ParseUrgency);
  round(kAllTiers, ParseTier);
  round(kAllClockKinds, ParseClockKind);
  CHECK_FALSE(ParseGrade("V"));
  CHECK_FALSE(ParseTier("headquarters"));
}

TEST_CASE("targets are read by their kind") {
  for (const char* text : {"person:wang", "role:operator", "roster:zj-day", "channel:sms:+86-1"}) {
    INFO(text);
    CHECK(ToString(ParseTarget(text).value()) == text);
  }
  for (const char* text : {"", "wang", "person:", ":wang", "group:x"}) {
    INFO(text);
    CHECK(ParseTarget(text).has_error());
  }
}

}  // namespace xunjian
