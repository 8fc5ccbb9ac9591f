#pragma once

#include <atomic>
#include <cstdint>

namespace xunjian {

// How often something happened since the start. Thread-safe, and as cheap as an addition: whoever
// handles many things at once adds them up first and counts once.
class Counter {
 public:
  void Add(std::uint64_t times = 1) { value_.fetch_add(times, std::memory_order_relaxed); }
  std::uint64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_ = 0;
};

// How many of something there are now. Thread-safe; one part sets it.
class Gauge {
 public:
  void Set(std::uint64_t value) { value_.store(value, std::memory_order_relaxed); }
  std::uint64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_ = 0;
};

}  // namespace xunjian
