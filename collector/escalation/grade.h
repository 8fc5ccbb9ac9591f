#pragma once

#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "collector/escalation/escalation_words.h"

namespace xunjian {

// How grave an incident is, Ⅰ the gravest (design §8).
enum class IncidentGrade { kOne = 1, kTwo = 2, kThree = 3, kFour = 4 };
inline constexpr std::array<IncidentGrade, 4> kAllGrades = {
    IncidentGrade::kOne, IncidentGrade::kTwo, IncidentGrade::kThree, IncidentGrade::kFour};
std::string_view ToString(IncidentGrade grade);  // "I" to "IV"
std::optional<IncidentGrade> ParseGrade(std::string_view text);
Text Label(IncidentGrade grade);

// What stands still.
enum class Impact {
  kWide = 1,   // core business of a province, data, many sites
  kMajor = 2,  // a main function, one city, the last redundancy
  kLocal = 3,
  kNone = 4,  // business goes on
};
inline constexpr std::array<Impact, 4> kAllImpacts = {Impact::kWide, Impact::kMajor, Impact::kLocal,
                                                      Impact::kNone};
std::string_view ToString(Impact impact);  // "wide"
std::optional<Impact> ParseImpact(std::string_view text);
Text Label(Impact impact);

// How long it can wait.
enum class Urgency {
  kHigh = 1,    // not at all, there is no way around
  kMedium = 2,  // there is a way around
  kLow = 3,     // until it suits
};
inline constexpr std::array<Urgency, 3> kAllUrgencies = {Urgency::kHigh, Urgency::kMedium,
                                                         Urgency::kLow};
std::string_view ToString(Urgency urgency);  // "high"
std::optional<Urgency> ParseUrgency(std::string_view text);
Text Label(Urgency urgency);

// How grades come about: data, with the defaults of design §8.
struct GradingRules {
  using Row = std::array<IncidentGrade, kAllUrgencies.size()>;  // by urgency
  std::array<Row, kAllImpacts.size()> table = {
      {{IncidentGrade::kOne, IncidentGrade::kTwo, IncidentGrade::kThree},
       {IncidentGrade::kTwo, IncidentGrade::kTwo, IncidentGrade::kThree},
       {IncidentGrade::kThree, IncidentGrade::kThree, IncidentGrade::kFour},
       {IncidentGrade::kFour, IncidentGrade::kFour, IncidentGrade::kFour}}};
  bool raise_in_filing_period = true;
  std::set<ClockKind> raise_on_missed = {ClockKind::kRespond, ClockKind::kRestore};
  friend bool operator==(const GradingRules&, const GradingRules&) = default;
};

// The grade of a new incident.
IncidentGrade AssessGrade(const GradingRules& rules, Impact impact, Urgency urgency,
                          bool in_filing_period);

// `levels` graver; Ⅰ stays Ⅰ.
IncidentGrade Raise(IncidentGrade grade, int levels = 1);

struct GradeChange {
  IncidentGrade from = IncidentGrade::kFour;
  IncidentGrade to = IncidentGrade::kFour;
  std::string reason;
  friend bool operator==(const GradeChange&, const GradeChange&) = default;
};

// A person's change. kInvalidArgument without a reason, kConflict when it is that grade already.
Result<GradeChange> ChangeGrade(IncidentGrade from, IncidentGrade to, std::string_view reason);

}  // namespace xunjian
