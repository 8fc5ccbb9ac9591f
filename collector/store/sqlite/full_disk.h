#pragma once

#include <sqlite3.h>

#include <string>

#include "base/result.h"

namespace xunjian {

// Did the last failure of the connection come from a write without room? Then nothing of its
// transaction is there. A sync that failed for want of room is not meant: what it left is unknown.
bool IsDiskFull(sqlite3* database);

// One sentence for the person who must make room: the disk (its mount point), how much is free, the
// file that wanted to grow, what to do. kUnavailable.
Error DiskFull(const std::string& path);

}  // namespace xunjian
