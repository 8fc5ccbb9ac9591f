#pragma once

#include <cstdint>
#include <limits>

#include "base/time.h"

namespace xunjian {

// Private to collector_history: arithmetic of times that wraps. A host may send any time, and a
// difference that overflows must come back as it was.
inline std::int64_t WrapMinus(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
}
inline std::int64_t WrapPlus(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}
inline std::int64_t WrapTimes(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) * static_cast<std::uint64_t>(b));
}

inline std::int64_t Count(Timestamp at) { return at.time_since_epoch().count(); }
inline Timestamp At(std::int64_t nanoseconds) { return Timestamp(Duration(nanoseconds)); }

// Times of reception are kept in milliseconds.
inline constexpr std::int64_t kMillisecond = 1'000'000;
inline constexpr std::int64_t kMicrosecond = 1'000;
// What a Timestamp holds.
inline constexpr std::int64_t kLastMillisecond =
    std::numeric_limits<std::int64_t>::max() / kMillisecond;
inline bool IsTimestamp(std::int64_t milliseconds) {
  return milliseconds >= -kLastMillisecond && milliseconds <= kLastMillisecond;
}
inline std::int64_t Milliseconds(Timestamp at) {
  return std::chrono::floor<std::chrono::milliseconds>(at).time_since_epoch().count();
}
inline Timestamp AtMillisecond(std::int64_t milliseconds) {
  return At(WrapTimes(milliseconds, kMillisecond));
}

}  // namespace xunjian
