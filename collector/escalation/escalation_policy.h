#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "collector/escalation/escalation_words.h"
#include "collector/escalation/grade.h"
#include "collector/escalation/time_base.h"

namespace xunjian {

// One call in the time of a tier. Delay and repeats are counted in the tier's time since it took
// over, so that a pause moves them.
struct EscalationStep {
  ClockAmount after;
  std::vector<EscalationTarget> targets;  // never empty
  std::optional<ClockAmount> repeat;      // none: called once
  int repeats = 0;                        // after the first call
  // Goes on until everyone whom it calls has acknowledged; else the first acknowledgement ends it.
  bool all_must_ack = false;
  bool only_in_working_time = false;  // what is due at night waits for the morning
  friend bool operator==(const EscalationStep&, const EscalationStep&) = default;
};

struct TierPolicy {
  Tier tier = Tier::kProvince;
  bool working_time = false;  // of the clocks and steps of this tier
  ClockAmount respond;
  std::optional<ClockAmount> hand_over;  // none: the last tier
  std::vector<EscalationStep> steps;
  friend bool operator==(const TierPolicy&, const TierPolicy&) = default;
};

// One [[escalation]] table. An empty set covers all.
struct EscalationPolicy {
  std::string name;
  std::set<std::string> sites;
  std::set<std::string> families;
  std::set<IncidentGrade> grades;
  std::string calendar;  // "" : the installation's own
  ClockAmount restore;
  bool working_time = false;               // of the restore clock
  std::vector<TierPolicy> tiers;           // in the order of hand-over, never empty
  std::vector<EscalationTarget> fallback;  // called in the place of a target where nobody is
  friend bool operator==(const EscalationPolicy&, const EscalationPolicy&) = default;
};

struct EscalationRules {
  std::vector<EscalationPolicy> policies;  // the first that covers an incident is its policy
  GradingRules grading;
  friend bool operator==(const EscalationRules&, const EscalationRules&) = default;
};

// What a policy is chosen by. Nothing stands for one that no policy names.
struct EscalationSubject {
  std::string site;
  std::string family;  // of its checks; "" for a problem that a person raised
  friend bool operator==(const EscalationSubject&, const EscalationSubject&) = default;
};

bool Covers(const EscalationPolicy& policy, const EscalationSubject& subject, IncidentGrade grade);

// Null when no policy covers it, which ReadEscalation does not let happen.
const EscalationPolicy* ChoosePolicy(const EscalationRules& rules, const EscalationSubject& subject,
                                     IncidentGrade grade);

// Null when the policy has no such tier.
const TierPolicy* FindTier(const EscalationPolicy& policy, Tier tier);
// The first of the policy's tiers after this one, whether it has this one or not; null for none.
const TierPolicy* NextTier(const EscalationPolicy& policy, Tier tier);

}  // namespace xunjian
