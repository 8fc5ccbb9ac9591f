#pragma once

#include <string>

namespace xunjian {

// Calls of xWrite, xTruncate and xSync on any file of the VFS, over all connections.
struct FaultPlan {
  int calls = 0;
  int fail_at = 0;    // this call and all after it fail: the disk is gone; 0: none
  bool full = false;  // instead of gone: half of what is written fits, and nothing else fails
};

// Registers with SQLite, as `name`, a VFS over its own that fails by `plan`. Both live as long as
// the program; SQLite offers no other way that is safe while connections exist.
void RegisterFaultyVfs(const std::string& name, FaultPlan& plan);

}  // namespace xunjian
