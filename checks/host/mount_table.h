#pragma once

#include <boost/system/result.hpp>
#include <vector>

#include "base/file_system.h"
#include "checks/api/observation.h"
#include "checks/engine/mountinfo.h"

namespace xunjian {

using MountTable = boost::system::result<std::vector<Mount>, NotRead>;

// The mounts of the machine: those of process 1, because a sandboxed runner (ProtectSystem=strict)
// has every mount of its own namespace read-only. Where process 1 is hidden, the own ones without
// the options of the mounts, which are the sandbox's: those of the file systems are true
// everywhere.
MountTable ReadMountTable(const FileSystem& files);

// Of ReadMountTable, the file systems of this machine that hold data, each once (OnePerFileSystem),
// without the single files that a container has bound from its host (/etc/hosts).
MountTable ReadLocalMounts(const FileSystem& files);

}  // namespace xunjian
