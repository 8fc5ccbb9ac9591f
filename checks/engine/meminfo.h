#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.h"

namespace xunjian {

// In bytes. `available` is the kernel's own estimate of what programs can still get without
// swapping: it knows page cache, tmpfs and reserved huge pages, which MemFree does not.
struct MemInfo {
  std::uint64_t total = 0;
  std::uint64_t available = 0;
  std::uint64_t shared = 0;      // tmpfs and shared memory
  std::uint64_t huge_pages = 0;  // reserved, used or not
};

// /proc/meminfo; one without MemAvailable (kernels before 3.14) is malformed: nothing else will do.
Result<MemInfo> ParseMemInfo(std::string_view text);

}  // namespace xunjian
