#pragma once

#include <vector>

#include "base/toml.h"
#include "collector/escalation/escalation_names.h"
#include "collector/escalation/escalation_policy.h"

// For this room alone.
namespace xunjian {

// The [[escalation.tier]] tables of one policy. The calendar says how long a working day is.
std::vector<TierPolicy> ReadEscalationTiers(TomlTable& policy, const EscalationNames& names,
                                            const WorkingCalendar& calendar);

}  // namespace xunjian
