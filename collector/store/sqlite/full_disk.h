#pragma once

#include <sqlite3.h>

#include <string>

#include "base/result.h"

namespace xunjian {

// Did the last failure of the connection come from a disk without space?
bool IsDiskFull(sqlite3* database);

// One sentence for the person who must make room: the disk (its mount point), how much is free, the
// file that wanted to grow, what to do. kConflict.
Error DiskFull(const std::string& path);

}  // namespace xunjian
