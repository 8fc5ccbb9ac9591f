#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace xunjian {

struct Mount {
  std::string device;         // "8:1", the same for every mount of one file system
  std::string root;           // what of the file system is mounted; not "/" for bind mounts
  std::string mount_point;    // unescaped
  std::string options;        // of this mount: "rw,relatime"
  std::string type;           // "ext4"
  std::string source;         // "/dev/sda1"
  std::string super_options;  // of the file system: turns "ro" when the kernel gives up writing
};

// /proc/self/mountinfo, in the order of mounting; at least one.
Result<std::vector<Mount>> ParseMountInfo(std::string_view text);

// "rw,relatime" has "rw".
bool HasOption(std::string_view options, std::string_view option);

// \040 and the like, as mountinfo and fstab write blanks.
std::string UnescapeOctal(std::string_view text);

}  // namespace xunjian
