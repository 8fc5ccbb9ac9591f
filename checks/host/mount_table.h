#pragma once

#include <boost/system/result.hpp>
#include <vector>

#include "base/file_system.h"
#include "checks/api/observation.h"
#include "checks/engine/mountinfo.h"

namespace xunjian {

using MountTable = boost::system::result<std::vector<Mount>, NotRead>;

// The mounts of the machine: those of process 1, because a sandboxed runner (ProtectSystem=strict)
// has every mount of its own namespace read-only. Where process 1 is hidden, the own ones.
MountTable ReadMountTable(const FileSystem& files);

}  // namespace xunjian
