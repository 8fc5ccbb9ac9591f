#pragma once

#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "seen_row.h"

namespace xunjian {

// Private to collector_history.

// A batch of a segment, as its writer or its first reader knows it.
struct BatchFacts {
  std::uint32_t source = 0;
  std::uint32_t offset = 0;  // of its frame
  std::uint64_t mask = 0;    // series_mask.h
  std::uint64_t first_seq = 0;
  std::uint64_t last_seq = 0;
  std::int64_t observed_min = 0;
  std::int64_t observed_max = 0;
  std::int64_t received_ms = 0;
};

// Where the results of one epoch number are in a segment.
struct SourceBatches {
  RowOrigin origin;
  bool in_order = true;  // seq never fell from batch to batch
  std::uint64_t last_seq = 0;
  std::int64_t observed_min = 0;
  std::int64_t observed_max = 0;
  std::vector<std::uint32_t> offsets;  // ascending
};

struct BatchSelection {
  std::span<const std::uint64_t> epoch_numbers;  // empty: all
  std::span<const std::uint64_t> masks;          // a batch needs all bits of one; empty: any batch
};

// What is where in one segment of the journal: 16 bytes a batch. Thread-safe.
class JournalIndex {
 public:
  // Sources and shapes are known before the first batch that uses them.
  void AddSource(std::uint32_t number, const RowOrigin& origin);
  void AddShape(std::uint32_t number, std::uint32_t offset);
  // From here on readers see it. False: nobody knows its source.
  bool AddBatch(const BatchFacts& batch);

  std::vector<SourceBatches> Select(const BatchSelection& selection) const;
  std::optional<std::uint32_t> ShapeOffset(std::uint32_t number) const;

  struct Span {
    std::int64_t first_received_ms = 0;
    std::int64_t last_received_ms = 0;
    std::size_t batches = 0;
  };
  Span span() const;

 private:
  struct Batch {
    std::uint32_t offset = 0;
    std::uint32_t before = 0;  // the batch of the same source before, plus one
    std::uint64_t mask = 0;
  };
  struct Source {
    SourceBatches batches;     // offsets stay empty here
    std::uint32_t newest = 0;  // plus one
  };

  void Gather(const Source& source, const BatchSelection& selection,
              std::vector<SourceBatches>& to) const;

  mutable std::mutex mutex_;
  std::deque<Batch> batches_;
  std::unordered_map<std::uint32_t, Source> sources_;          // by number
  std::unordered_map<std::uint64_t, std::uint32_t> by_epoch_;  // epoch number → source
  std::unordered_map<std::uint32_t, std::uint32_t> shape_offsets_;
  Span span_;
};

}  // namespace xunjian
