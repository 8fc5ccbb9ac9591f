#pragma once

#include <set>
#include <string>
#include <vector>

#include "collector/escalation/escalation_engine.h"

// For this room alone.
namespace xunjian {

struct ResolvedTargets {
  std::vector<Recipient> to;  // each person once
  std::vector<EscalationTarget> nobody;
  bool used_fallback = false;
};

// Whom a step calls at a moment. Where nobody is behind a target, the first of the policy's
// fallbacks with somebody is called in its place.
ResolvedTargets ResolveTargets(const EscalationPolicy& policy, const EscalationStep& step,
                               const EscalationWorld& world, Timestamp at);

// There is somebody, and everybody acknowledged.
bool AllAcknowledged(const ResolvedTargets& targets, const std::set<std::string>& acknowledged_by);

}  // namespace xunjian
