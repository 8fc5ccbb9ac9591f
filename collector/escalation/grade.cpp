#include "collector/escalation/grade.h"

#include <algorithm>

#include "proto/words/word_table.h"

namespace xunjian {
namespace {

constexpr std::array<Word<IncidentGrade>, 4> kGrades = {
    {{IncidentGrade::kOne, "I", {"I, major emergency", "Ⅰ级，重大紧急"}},
     {IncidentGrade::kTwo, "II", {"II, emergency", "Ⅱ级，紧急"}},
     {IncidentGrade::kThree, "III", {"III, ordinary", "Ⅲ级，一般"}},
     {IncidentGrade::kFour, "IV", {"IV, question", "Ⅳ级，咨询"}}}};

constexpr std::array<Word<Impact>, 4> kImpacts = {
    {{Impact::kWide, "wide", {"core business of a province", "全省核心业务"}},
     {Impact::kMajor, "major", {"a main function or one city", "主要功能或一个地市"}},
     {Impact::kLocal, "local", {"local", "局部"}},
     {Impact::kNone, "none", {"no effect on business", "不影响业务"}}}};

constexpr std::array<Word<Urgency>, 3> kUrgencies = {
    {{Urgency::kHigh, "high", {"cannot wait", "不能等待"}},
     {Urgency::kMedium, "medium", {"there is a way around", "有替代办法"}},
     {Urgency::kLow, "low", {"can wait", "可以等待"}}}};

}  // namespace

std::string_view ToString(IncidentGrade grade) { return NameIn(kGrades, grade); }
std::optional<IncidentGrade> ParseGrade(std::string_view text) { return ParseIn(kGrades, text); }
Text Label(IncidentGrade grade) { return LabelIn(kGrades, grade); }

std::string_view ToString(Impact impact) { return NameIn(kImpacts, impact); }
std::optional<Impact> ParseImpact(std::string_view text) { return ParseIn(kImpacts, text); }
Text Label(Impact impact) { return LabelIn(kImpacts, impact); }

std::string_view ToString(Urgency urgency) { return NameIn(kUrgencies, urgency); }
std::optional<Urgency> ParseUrgency(std::string_view text) { return ParseIn(kUrgencies, text); }
Text Label(Urgency urgency) { return LabelIn(kUrgencies, urgency); }

IncidentGrade AssessGrade(const GradingRules& rules, Impact impact, Urgency urgency,
                          bool in_filing_period) {
  const IncidentGrade grade = rules.table.at(static_cast<std::size_t>(impact) - 1)
                                  .at(static_cast<std::size_t>(urgency) - 1);
  return in_filing_period && rules.raise_in_filing_period ? Raise(grade) : grade;
}

IncidentGrade Raise(IncidentGrade grade, int levels) {
  return static_cast<IncidentGrade>(std::max(static_cast<int>(grade) - std::max(levels, 0), 1));
}

Result<GradeChange> ChangeGrade(IncidentGrade from, IncidentGrade to, std::string_view reason) {
  if (reason.find_first_not_of(" \t\n") == std::string_view::npos) {
    return MakeError(ErrorCode::kInvalidArgument,
                     {"why? a change of grade needs a reason", "缺少理由：更改级别必须说明理由"});
  }
  if (from == to) {
    return MakeError(ErrorCode::kConflict, {"it is of grade {} already", "级别已经是 {}"},
                     ToString(to));
  }
  return GradeChange{from, to, std::string(reason)};
}

}  // namespace xunjian
