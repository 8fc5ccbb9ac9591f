#pragma once

#include "base/toml.h"
#include "collector/escalation/grade.h"

// For this room alone.
namespace xunjian {

// The [grading] table; what is not said is as in the defaults.
GradingRules ReadGrading(TomlTable& root);

}  // namespace xunjian
