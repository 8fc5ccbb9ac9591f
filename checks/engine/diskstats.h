#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace xunjian {

// Counters of one block device since it appeared.
struct DiskStats {
  std::string device;  // "sda", "dm-0"
  std::uint64_t reads = 0;
  double read_seconds = 0;  // spent by all reads together
  std::uint64_t writes = 0;
  double write_seconds = 0;
};

// /proc/diskstats, disks and partitions alike.
Result<std::vector<DiskStats>> ParseDiskStats(std::string_view text);

}  // namespace xunjian
