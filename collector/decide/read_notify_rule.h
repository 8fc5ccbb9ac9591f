#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/toml.h"
#include "collector/decide/policy.h"

// For this room alone.
namespace xunjian {

// One [[notify]] table; what is wrong with it is noted in its file. `taken` are the names of the
// rules before it; `channels` those that there are, null: not known.
NotifyRule ReadNotifyRule(TomlTable& table, const CheckMatcher& match,
                          const std::vector<std::string>* channels, std::set<std::string>& taken);

}  // namespace xunjian
