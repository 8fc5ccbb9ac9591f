#pragma once

#include <cstdint>
#include <limits>

#include "base/time.h"

namespace xunjian {

// Private to collector_history: whole hours since 1970, as the manifest keeps times.
inline std::int64_t HourOf(std::int64_t nanoseconds) {
  return std::chrono::floor<std::chrono::hours>(Duration(nanoseconds)).count();
}

// The first and the last nanosecond of an hour, as far as a Timestamp goes.
inline std::int64_t FirstOfHour(std::int64_t hour) {
  constexpr std::int64_t kHour = Duration(std::chrono::hours(1)).count();
  constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
  return hour < kLeast / kHour ? kLeast : hour * kHour;
}
inline std::int64_t LastOfHour(std::int64_t hour) {
  constexpr std::int64_t kHour = Duration(std::chrono::hours(1)).count();
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  return hour >= kMost / kHour ? kMost : (hour + 1) * kHour - 1;
}

}  // namespace xunjian
