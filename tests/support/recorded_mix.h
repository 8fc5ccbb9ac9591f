#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "proto/columns/column_batch.h"
#include "proto/columns/result_splitter.h"

namespace xunjian {

// What a fleet sends, made from recorded results of real checks (tests/fixtures/recorded-results):
// each host has sixty assignments and runs all of them every thirty seconds. Numbers, texts,
// outcomes and durations are those of the recording, played forth and back from a place of its own
// for each series; times of observation are whole milliseconds. Hosts have items of their own, so
// that no two share a shape.
class RecordedMix {
 public:
  static constexpr std::size_t kAssignments = 60;
  static constexpr std::chrono::seconds kInterval{30};

  // Throws std::runtime_error when the recording is not there.
  explicit RecordedMix(Timestamp start);

  // What a host found in rounds `first` to `first + rounds - 1`, oldest first. Numbers (seq) go on
  // from round to round.
  ColumnBatch Batch(std::uint64_t host, std::uint64_t first, std::uint64_t rounds);
  // One result of it.
  ColumnBatch Single(std::uint64_t host, std::uint64_t round, std::size_t assignment);

  Timestamp TimeOf(std::uint64_t round) const { return start_ + round * kInterval; }
  const std::string& CheckOf(std::size_t assignment) const { return series_[assignment].check; }

 private:
  struct Series {
    std::string check;
    std::vector<SplitResult> runs;
  };
  using Shapes = std::unordered_map<const ResultShape*, std::shared_ptr<const ResultShape>>;
  using Indexes = std::unordered_map<const ResultShape*, std::uint32_t>;

  void Add(std::uint64_t host, std::uint64_t round, std::size_t assignment, Indexes& indexes,
           ColumnBatch& batch);
  const std::shared_ptr<const ResultShape>& ShapeOf(
      std::uint64_t host, const std::shared_ptr<const ResultShape>& shape);

  Timestamp start_;
  std::vector<Series> series_;
  std::vector<Shapes> hosts_;
};

}  // namespace xunjian
