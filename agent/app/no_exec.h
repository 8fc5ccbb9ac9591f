#pragma once

#include "base/result.h"

namespace xunjian {

// Takes the right to start programs (execve, execveat) from this process for good, all its threads
// and children: what holds a key and talks to a network shall never run anything. They get EPERM.
Result<void> ForbidExec();

}  // namespace xunjian
