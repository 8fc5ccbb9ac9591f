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
  CHECK(AssessGrade(rules, Impact::kWide, Urgency::kMedium, true) == Grade::kOne);
  CHECK(AssessGrade(rules, Impact::kWide, Urgency::kHigh, true) == Grade::kOne);
  CHECK(AssessGrade(rules, Impact::kNone, Urgency::kLow, true) == Grade::kThree);
  rules.raise_in_filing_period = false;
  CHECK(AssessGrade(rules, Impact::kWide, Urgency::kMedium, true) == Grade::kTwo);
}

TEST_CASE("raising ends at the gravest") {
  CHECK(Raise(Grade::kFour) == Grade::kThree);
  CHECK(Raise(Grade::kFour, 2) == Grade::kTwo);
  CHECK(Raise(Grade::kTwo, 9) == Grade::kOne);
  CHECK(Raise(Grade::kTwo, 0) == Grade::kTwo);
  CHECK(Raise(Grade::kTwo, -1) == Grade::kTwo);
}

TEST_CASE("a grade is changed with a reason only, and to another one") {
  CHECK(ChangeGrade(Grade::kThree, Grade::kTwo, "the work-around failed").value() ==
        GradeChange{Grade::kThree, Grade::kTwo, "the work-around failed"});
  CHECK(ChangeGrade(Grade::kThree, Grade::kTwo, " \n").error().code() ==
        ErrorCode::kInvalidArgument);
  CHECK(ChangeGrade(Grade::kThree, Grade::kThree, "why").error().code() == ErrorCode::kConflict);
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
