#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace xunjian {

struct FstabEntry {
  std::string source;
  std::string mount_point;  // "none" for swap
  std::string type;
  std::string options;
};

// /etc/fstab; comments and blank lines are skipped, no entry at all is fine.
Result<std::vector<FstabEntry>> ParseFstab(std::string_view text);

}  // namespace xunjian
