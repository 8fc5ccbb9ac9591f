#pragma once

#include <map>
#include <set>
#include <string>

#include "base/toml.h"

// What [[assign]] and [[notify]] tables have in common; for this room alone. What is wrong is noted
// in their file.
namespace xunjian {

// `taken` are the names of the rules before it.
std::string ReadRuleName(TomlTable& table, std::set<std::string>& taken);

// Labels that a host must have, with "host" and "site".
std::map<std::string, std::string> ReadHostLabels(TomlTable& table);

}  // namespace xunjian
