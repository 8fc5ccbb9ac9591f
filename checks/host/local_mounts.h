#pragma once

#include <vector>

#include "checks/engine/mountinfo.h"

namespace xunjian {

// The mounts of file systems of this machine that hold data, in the order of mounting. Left out:
// network file systems (statvfs on a dead server hangs for ever), file systems of the kernel and in
// memory, those read-only by nature (squashfs, iso9660 …), FUSE, what a later mount covers, and
// overlays but for the root of a container.
std::vector<Mount> DataMounts(const std::vector<Mount>& mounts);

// Each file system once, whatever bind mounts and subvolumes it has: the first writable mount of
// it rather than a read-only one, of those one of the whole rather than of a part.
std::vector<Mount> OnePerFileSystem(const std::vector<Mount>& mounts);

// Of this mount or of the file system below it.
bool IsReadOnly(const Mount& mount);

}  // namespace xunjian
