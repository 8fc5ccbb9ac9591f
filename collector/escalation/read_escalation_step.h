#pragma once

#include "base/toml.h"
#include "collector/escalation/escalation_names.h"
#include "collector/escalation/escalation_policy.h"

// For this room alone.
namespace xunjian {

// A list of targets; unknown ones are noted.
std::vector<EscalationTarget> ReadTargets(TomlTable& table, std::string_view key,
                                          const EscalationNames& names);

// One [[escalation.tier.step]].
EscalationStep ReadEscalationStep(TomlTable& table, const EscalationNames& names);

}  // namespace xunjian
