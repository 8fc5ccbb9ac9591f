#include "figures/recent_durations.h"

#include <algorithm>
#include <bit>
#include <numeric>

namespace xunjian {
namespace {

constexpr auto kSlot = std::chrono::seconds(10);
constexpr std::uint64_t kFine = 16;                            // buckets for each doubling
constexpr std::uint64_t kMost = (std::uint64_t{1} << 32) - 1;  // microseconds: 71 minutes

std::int64_t SlotNumber(SteadyTime now) { return now.time_since_epoch() / kSlot; }

std::size_t BucketOf(Duration took) {
  const auto us = std::chrono::ceil<std::chrono::microseconds>(std::max(took, Duration::zero()));
  const auto value = std::min(static_cast<std::uint64_t>(us.count()), kMost);
  if (value < kFine) return value;
  const auto doublings = static_cast<std::size_t>(std::bit_width(value)) - 5;
  return (doublings + 1) * kFine + ((value >> doublings) - kFine);
}

// The longest duration that lies in the bucket.
Duration EndOf(std::size_t bucket) {
  if (bucket < kFine) return std::chrono::microseconds(bucket);
  const std::size_t doublings = bucket / kFine - 1;
  const std::uint64_t next = bucket % kFine + kFine + 1;
  return std::chrono::microseconds((next << doublings) - 1);
}

template <class Buckets>
Duration Percentile(const Buckets& buckets, std::uint64_t sum, std::uint64_t percent) {
  const std::uint64_t rank = (sum * percent + 99) / 100;
  std::uint64_t seen = 0;
  for (std::size_t bucket = 0; bucket < buckets.size(); ++bucket) {
    seen += buckets[bucket];
    if (seen >= rank && seen > 0) return EndOf(bucket);
  }
  return Duration::zero();
}

}  // namespace

void RecentDurations::Add(Duration took, SteadyTime now) {
  const std::int64_t number = SlotNumber(now);
  const std::size_t bucket = BucketOf(took);
  const std::scoped_lock lock(mutex_);
  Slot& slot = slots_[static_cast<std::uint64_t>(number) % kSlots];
  if (slot.number != number) slot = Slot{number, {}};
  ++slot.buckets[bucket];
  ++count_;
  total_ += std::max(took, Duration::zero());
}

DurationFigures RecentDurations::Read(SteadyTime now) const {
  const std::int64_t number = SlotNumber(now);
  std::array<std::uint64_t, kBuckets> all{};
  DurationFigures figures;
  {
    const std::scoped_lock lock(mutex_);
    for (const Slot& slot : slots_) {
      if (slot.number > number || number - slot.number >= static_cast<std::int64_t>(kSlots)) {
        continue;
      }
      std::ranges::transform(all, slot.buckets, all.begin(), std::plus());
    }
    figures.count = count_;
    figures.total = total_;
  }
  figures.recent = std::accumulate(all.begin(), all.end(), std::uint64_t{0});
  figures.p50 = Percentile(all, figures.recent, 50);
  figures.p99 = Percentile(all, figures.recent, 99);
  return figures;
}

}  // namespace xunjian
