#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/file_system.h"

namespace xunjian {

struct OomGroup {
  std::string group;  // below the root of the hierarchy: "system.slice/tax.service"
  std::uint64_t kills = 0;
};

// The control groups (version 2) in which the kernel killed something, most deeply placed ones: a
// parent counts what its children count. None where the hierarchy is of version 1 or cannot be
// read: the kernel's total is the finding, this only names the place. At most 64, in eight levels.
std::vector<OomGroup> ReadOomGroups(const FileSystem& files);

}  // namespace xunjian
