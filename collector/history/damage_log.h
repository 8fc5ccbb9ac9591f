#pragma once

#include <cstdint>
#include <mutex>
#include <set>
#include <utility>

namespace xunjian {

// Private to collector_history: damaged places, each counted once however often it is met.
// Thread-safe.
class DamageLog {
 public:
  void AddRecords(std::uint64_t count);
  void AddRecord(std::uint64_t segment, std::uint64_t offset) { Add(records_, segment, offset); }
  void AddBlock(std::int64_t day, std::uint64_t offset) {
    Add(blocks_, static_cast<std::uint64_t>(day), offset);
  }
  std::uint64_t records() const { return CountOf(records_); }
  std::uint64_t blocks() const { return CountOf(blocks_); }

 private:
  struct Places {
    std::set<std::pair<std::uint64_t, std::uint64_t>> known;
    std::uint64_t count = 0;
  };

  void Add(Places& places, std::uint64_t file, std::uint64_t offset);
  std::uint64_t CountOf(const Places& places) const;

  mutable std::mutex mutex_;
  Places records_;
  Places blocks_;
};

}  // namespace xunjian
