#pragma once

#include <sqlite3.h>

#include <string>

#include "base/result.h"

namespace xunjian {

// Did the last failure of the connection come from a disk without room? After kBeforeCommit, of a
// write, nothing of its transaction is there; what another call left is unknown.
enum class FullDisk { kNo, kBeforeCommit, kUnknown };
FullDisk IsDiskFull(sqlite3* database);

// One sentence for the person who must make room: the disk (its mount point), how much is free, the
// file that wanted to grow, what to do. kUnavailable.
Error DiskFull(const std::string& path);

}  // namespace xunjian
