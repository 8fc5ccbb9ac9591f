#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/result.h"

namespace xunjian {

struct ProcessLimits {
  std::optional<std::uint64_t> open_files;  // soft limit; nothing when unlimited
};

// /proc/PID/limits.
Result<ProcessLimits> ParseProcessLimits(std::string_view text);

}  // namespace xunjian
