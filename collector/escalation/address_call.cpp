#include "collector/escalation/address_call.h"

#include <algorithm>

#include "collector/escalation/resolve_targets.h"

namespace xunjian {
namespace {

// Who acknowledged need not be called again, unless that is everybody who has duty by now.
void LeaveOut(const std::set<std::string>& acknowledged_by, ResolvedTargets& resolved) {
  if (AllAcknowledged(resolved, acknowledged_by)) return;
  std::erase_if(resolved.to, [&](const Recipient& recipient) {
    return acknowledged_by.count(recipient.person) > 0;
  });
}

}  // namespace

void AddressCall(StepDue& due, const EscalationRules& rules, const EscalationState& state,
                 const EscalationWorld& world, Timestamp now) {
  const auto policy =
      std::find_if(rules.policies.begin(), rules.policies.end(),
                   [&](const EscalationPolicy& other) { return other.name == due.key.policy; });
  const TierPolicy* tier = FindTier(*policy, due.key.tier);
  const EscalationStep& step = tier->steps.at(static_cast<std::size_t>(due.key.step));
  ResolvedTargets resolved = ResolveTargets(*policy, step, world, now);
  if (step.all_must_ack) LeaveOut(state.visits.at(due.key.visit - 1).acknowledged_by, resolved);
  due.to = std::move(resolved.to);
  due.nobody = std::move(resolved.nobody);
  due.used_fallback = resolved.used_fallback;
}

}  // namespace xunjian
