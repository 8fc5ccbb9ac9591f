#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "collector/escalation/clock_log.h"
#include "collector/escalation/escalation_policy.h"

namespace xunjian {

// A share of a goal that was spent, under the policy of that time: another grade has other goals,
// and the first one again finds what it had.
struct ThresholdMark {
  ClockKind clock = ClockKind::kRespond;
  int percent = 0;
  std::string policy;
  friend auto operator<=>(const ThresholdMark&, const ThresholdMark&) = default;
};

// A step of a policy, by its place in the tier.
struct StepMark {
  std::string policy;
  int step = 0;
  friend auto operator<=>(const StepMark&, const StepMark&) = default;
};

// The time that one tier owns an incident. A tier that gets it back has a new one.
struct TierVisit {
  Tier tier = Tier::kProvince;
  ClockLog owned;    // counts for the hand-over and the delays of steps
  ClockLog respond;  // stopped by the first acknowledgement
  std::set<std::string> acknowledged_by;
  std::map<StepMark, int> calls;  // made or settled so far, the first one and repeats
  std::set<ThresholdMark> crossed;
  bool bounced = false;  // ended by a bounce
  friend bool operator==(const TierVisit&, const TierVisit&) = default;
};

// Where one incident stands. A value without visits has not begun.
struct EscalationState {
  EscalationSubject subject;
  IncidentGrade assessed = IncidentGrade::kFour;  // by people or by impact and urgency
  int raised = 0;                                 // levels that missed clocks added since
  ClockLog restore;
  std::vector<TierVisit> visits;                       // the last one is the present owner's
  std::set<ThresholdMark> crossed;                     // of the restore clock
  std::set<std::pair<ClockKind, std::size_t>> missed;  // clock and visit (from 1; 0: restore)
  std::size_t acknowledgements = 0;                    // taken of those in the facts
  Timestamp advanced_to;
  friend bool operator==(const EscalationState&, const EscalationState&) = default;
};

inline IncidentGrade GradeOf(const EscalationState& state) {
  return Raise(state.assessed, state.raised);
}

// Ends the present owner's time and begins that of `tier`; the total clock goes on. When all clocks
// are paused, so are the new ones.
void BeginVisit(EscalationState& state, Tier tier, Timestamp at);

}  // namespace xunjian
