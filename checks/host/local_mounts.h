#pragma once

#include <vector>

#include "checks/engine/mountinfo.h"

namespace xunjian {

// The file systems of this machine that hold data, each once, in the order of mounting. Left out:
// network file systems (statvfs on a dead server hangs for ever), file systems of the kernel and in
// memory, those read-only by nature (squashfs, iso9660 …), FUSE, further mounts of one already
// listed (bind mounts, subvolumes), what a later mount covers, and overlays but for the root of a
// container.
std::vector<Mount> LocalMounts(const std::vector<Mount>& mounts);

// Of this mount or of the file system below it.
bool IsReadOnly(const Mount& mount);

}  // namespace xunjian
