#pragma once

#include <string>

#include "base/result.h"

namespace xunjian {

// Makes way for a listener on a unix socket: kConflict when somebody answers there,
// kInvalidArgument for a path longer than the kernel takes (107 bytes). What a dead listener left
// is removed.
Result<void> ClearSocketPath(const std::string& path);

// Only its owner may connect.
Result<void> CloseSocketToOthers(const std::string& path);

// The account this process runs under, its number when it has no name.
std::string NameOfOwnUser();

}  // namespace xunjian
