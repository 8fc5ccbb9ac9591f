#pragma once

#include "checks/engine/read_context.h"

namespace xunjian {

// What statvfs says of every writable local file system but those of the parameter "exclude". Items
// are mount points with size_bytes, free_bytes, available_bytes, total_inodes, available_inodes and
// the attributes type and source; where statvfs fails, unread (denied, unreadable) and detail.
Reading ReadMountSpace(const ReadContext& context, const Parameters& parameters);

}  // namespace xunjian
