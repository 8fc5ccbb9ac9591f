#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.h"

namespace xunjian {

struct FileHandles {
  std::uint64_t allocated = 0;
  std::uint64_t maximum = 0;  // 9.2e18 on new kernels: no limit in truth
};

// /proc/sys/fs/file-nr.
Result<FileHandles> ParseFileNr(std::string_view text);

}  // namespace xunjian
