#pragma once

#include <string>

#include "base/result.h"
#include "base/unique_fd.h"

namespace xunjian {

// The sole right to something on disk, over all processes: a lock on the file `path`, which is made
// when it is not there, kept while the value lives and gone with its process. kConflict when
// another process has it; `what` names the thing for people ("the spool /x").
Result<UniqueFd> LockFile(const std::string& path, const Message& what);

}  // namespace xunjian
