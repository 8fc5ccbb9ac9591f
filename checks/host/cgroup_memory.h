#pragma once

#include <cstdint>
#include <optional>

#include "checks/engine/read_source.h"

namespace xunjian {

// Memory of the control group that a container sees as its root, in bytes.
struct CgroupMemory {
  std::uint64_t limit = 0;
  std::uint64_t used = 0;  // without page cache that can be dropped at once (inactive_file)
};

using CgroupMemoryReading = boost::system::result<std::optional<CgroupMemory>, NotRead>;

// Nothing on a host and in a container without a limit. Version 2 first, then version 1. A limit
// that is there while its use cannot be read is a NotRead.
CgroupMemoryReading ReadCgroupMemory(const FileSystem& files);

}  // namespace xunjian
