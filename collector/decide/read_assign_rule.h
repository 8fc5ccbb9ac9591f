#pragma once

#include <set>
#include <string>

#include "base/toml.h"
#include "collector/decide/policy.h"

// For this room alone.
namespace xunjian {

// One [[assign]] table; what is wrong with it is noted in its file. `taken` are the names of the
// rules before it.
AssignRule ReadAssignRule(TomlTable& table, const CheckMatcher& match,
                          std::set<std::string>& taken);

}  // namespace xunjian
