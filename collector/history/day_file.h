#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "day_format.h"
#include "manifest.h"

namespace xunjian {

// Private to collector_history.

// What one fold added to a day.
struct DayPart {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  PartFooter footer;  // its blocks are unknown where the footer was lost
  bool lost = false;
};

// A committed day, and what readers found out about it. Thread-safe.
class DayFile {
 public:
  using Parts = std::vector<DayPart>;  // oldest first
  using Entries = std::vector<BlockEntry>;

  DayFile(std::string path, std::uint32_t seed, std::uint64_t start_bytes, const DayExtent& extent)
      : path_(std::move(path)), seed_(seed), start_bytes_(start_bytes), extent_(extent) {}

  const std::string& path() const { return path_; }
  std::uint32_t seed() const { return seed_; }
  std::uint64_t start_bytes() const { return start_bytes_; }  // of its first frame
  const DayExtent& extent() const { return extent_; }

  // Null: nobody asked before.
  std::shared_ptr<const Parts> parts() const;
  void Remember(std::shared_ptr<const Parts> parts) const;
  // Entries of a part whose directory is damaged.
  std::shared_ptr<const Entries> rebuilt(std::uint64_t begin) const;
  void Remember(std::uint64_t begin, std::shared_ptr<const Entries> entries) const;

 private:
  const std::string path_;
  const std::uint32_t seed_;
  const std::uint64_t start_bytes_;
  const DayExtent extent_;
  mutable std::mutex mutex_;
  mutable std::shared_ptr<const Parts> parts_;
  mutable std::map<std::uint64_t, std::shared_ptr<const Entries>> rebuilt_;
};

}  // namespace xunjian
