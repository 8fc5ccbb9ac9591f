#pragma once

#include "base/file_system.h"

namespace xunjian {

// Whether /proc shows this program only some of the processes: process 1 is not in it, or it is
// mounted with hidepid=2 or more ("invisible", "ptraceable") and this program has no
// CAP_SYS_PTRACE, which sees them all the same.
bool HidesProcesses(const FileSystem& files);

}  // namespace xunjian
