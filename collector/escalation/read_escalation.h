#pragma once

#include <string_view>

#include "base/toml.h"
#include "collector/escalation/escalation_names.h"
#include "collector/escalation/escalation_policy.h"

namespace xunjian {

// The [[escalation]] tables and [grading] of a policy file. What is wrong is noted in the file, all
// of it, for TomlFile::Finish: incidents that no policy covers and policies that cover none, tiers
// out of order, delays that decrease or come after the hand-over, steps that call nobody, names
// that do not exist, calendars whose data ended. Without any [[escalation]] they are the default
// ones.
EscalationRules ReadEscalation(TomlTable& root, const EscalationNames& names);

// The four grades of design §8, as TOML; every installation knows the names in it.
std::string_view DefaultEscalationText();
EscalationRules DefaultEscalation();

}  // namespace xunjian
