#pragma once

#include <string>

#include "base/result.h"
#include "base/unique_fd.h"

namespace xunjian {

// The sole right to write a database, over all processes: a lock on `<path>.lock`, kept while the
// value lives. kConflict when another process has it.
Result<UniqueFd> LockForWriting(const std::string& path);

}  // namespace xunjian
