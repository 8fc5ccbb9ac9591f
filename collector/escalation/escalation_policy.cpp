#include "collector/escalation/escalation_policy.h"

#include <algorithm>

namespace xunjian {
namespace {

template <class T>
bool HasOrIsEmpty(const std::set<T>& set, const T& value) {
  return set.empty() || set.count(value) > 0;
}

}  // namespace

bool Covers(const EscalationPolicy& policy, const EscalationSubject& subject, IncidentGrade grade) {
  return HasOrIsEmpty(policy.sites, subject.site) &&
         HasOrIsEmpty(policy.families, subject.family) && HasOrIsEmpty(policy.grades, grade);
}

const EscalationPolicy* ChoosePolicy(const EscalationRules& rules, const EscalationSubject& subject,
                                     IncidentGrade grade) {
  const auto found =
      std::find_if(rules.policies.begin(), rules.policies.end(),
                   [&](const EscalationPolicy& policy) { return Covers(policy, subject, grade); });
  return found == rules.policies.end() ? nullptr : &*found;
}

const TierPolicy* FindTier(const EscalationPolicy& policy, Tier tier) {
  const auto found =
      std::find_if(policy.tiers.begin(), policy.tiers.end(),
                   [tier](const TierPolicy& candidate) { return candidate.tier == tier; });
  return found == policy.tiers.end() ? nullptr : &*found;
}

const TierPolicy* NextTier(const EscalationPolicy& policy, Tier tier) {
  const auto found =
      std::find_if(policy.tiers.begin(), policy.tiers.end(),
                   [tier](const TierPolicy& candidate) { return candidate.tier > tier; });
  return found == policy.tiers.end() ? nullptr : &*found;
}

}  // namespace xunjian
