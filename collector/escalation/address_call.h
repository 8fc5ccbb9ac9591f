#pragma once

#include "collector/escalation/escalation_engine.h"

// For this room alone.
namespace xunjian {

// Fills in who is called: those who have duty at `now`, not those who had it when the call was due.
// Of a step that all must acknowledge, only those who did not.
void AddressCall(StepDue& due, const EscalationRules& rules, const EscalationState& state,
                 const EscalationWorld& world, Timestamp now);

}  // namespace xunjian
