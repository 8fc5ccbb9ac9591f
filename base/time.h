#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace xunjian {

using Duration = std::chrono::nanoseconds;
using Timestamp = std::chrono::sys_time<std::chrono::nanoseconds>;  // UTC, to stamp and to store
using SteadyTime = std::chrono::time_point<std::chrono::steady_clock, std::chrono::nanoseconds>;

// "30s", "5m", "2h", "1d", "250ms"; a whole number and one unit, 0 needs one too.
Result<Duration> ParseDuration(std::string_view text);

// The shortest exact form ParseDuration reads back ("90s", "2h"); sub-millisecond parts are cut.
std::string FormatDuration(Duration duration);

// "2026-11-23T14:18:46.123Z", always UTC and milliseconds.
std::string FormatRfc3339(Timestamp at);

// RFC 3339 with any offset and up to nine fractional digits; years 1970 to 2200, no leap seconds.
Result<Timestamp> ParseRfc3339(std::string_view text);

}  // namespace xunjian
