#pragma once

#include <array>
#include <cstdint>
#include <mutex>

#include "base/time.h"

namespace xunjian {

// How long something took.
struct DurationFigures {
  // Of the last minute: half and 99 of 100 were at most so long; zero when there were none. They
  // are right within 6.25 %, never too small.
  Duration p50{};
  Duration p99{};
  std::uint64_t recent = 0;  // how many these speak of
  // Since the start.
  std::uint64_t count = 0;
  Duration total{};
  friend bool operator==(const DurationFigures&, const DurationFigures&) = default;
};

// Takes durations and remembers those of the last minute (50 to 60 s) in 11 KiB, however many they
// are. What is longer than an hour counts as an hour in the percentiles. Thread-safe; time is an
// argument, of a steady clock.
class RecentDurations {
 public:
  void Add(Duration took, SteadyTime now);
  DurationFigures Read(SteadyTime now) const;

 private:
  // Microseconds, from 16 on in sixteen buckets for each doubling.
  static constexpr std::size_t kBuckets = 464;
  static constexpr std::size_t kSlots = 6;
  struct Slot {
    std::int64_t number = 0;  // which ten seconds of the steady clock it is about
    std::array<std::uint32_t, kBuckets> buckets{};
  };

  mutable std::mutex mutex_;  // of all below
  std::array<Slot, kSlots> slots_{};
  std::uint64_t count_ = 0;
  Duration total_{};
};

}  // namespace xunjian
