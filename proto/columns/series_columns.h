#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "proto/columns/column_batch.h"
#include "proto/columns/row_chain.h"

namespace xunjian {

// Whose result a row of a series is, and when it came.
struct SeriesRow {
  std::uint64_t epoch = 0;
  std::uint64_t seq = 0;
  Timestamp received_at;  // in whole milliseconds
};

// Results of one series as a page of bytes, in any order: each shape once, a row as its difference
// from the row of its shape before. Bounded: by limits::kRows, BatchBudget, kMostShapes and
// kMostBytes. Not thread-safe.
//
//   series  how many rows; for each:                                          varint
//           slot << 2 | is the shape new in this slot << 1 | a new epoch      varint
//           the epoch                                                         8 bytes
//           size and bytes of the shape
//           seq - the one before; ms received - ms of the one before          zigzag varints
//           the row (RowChain)
class SeriesWriter {
 public:
  static constexpr std::size_t kMostShapes = 4096;
  static constexpr std::size_t kMostBytes = 8 << 20;

  // False: the page is full, this row and all after it belong into the next one. The first row
  // always fits.
  bool Add(const SeriesRow& row, const std::shared_ptr<const ResultShape>& shape,
           const RowView& values);
  std::string Finish() &&;

 private:
  struct Slot {
    std::shared_ptr<const ResultShape> shape;
    RowChain chain;
  };

  bool Fits(const ResultShape& shape, bool is_new, const RowView& values);
  // Of its shape; none when it is new.
  std::optional<std::size_t> FindSlot(const std::shared_ptr<const ResultShape>& shape) const;
  std::size_t Define(const std::shared_ptr<const ResultShape>& shape);

  std::vector<Slot> slots_;
  std::unordered_map<const ResultShape*, std::size_t> slot_of_;
  std::unordered_map<std::string_view, std::size_t> slot_of_bytes_;  // keys live in the slots
  BatchBudget budget_;
  SeriesRow before_;
  std::size_t rows_ = 0;
  std::string body_;
};

// The results of a page again. Immutable.
class SeriesColumns {
 public:
  // Trusts nothing: what breaks a limit is kInvalidArgument.
  static Result<SeriesColumns> Parse(std::string_view bytes);

  std::size_t size() const { return rows_.size(); }
  const SeriesRow& row(std::size_t i) const { return rows_[i]; }
  const ResultShape& ShapeOf(std::size_t i) const { return values_.ShapeOf(values_.rows()[i]); }
  RowView ViewOf(std::size_t i) const { return values_.ViewOf(values_.rows()[i]); }
  CheckResult ResultOf(std::size_t i) const { return values_.ResultOf(values_.rows()[i]); }

 private:
  std::vector<SeriesRow> rows_;
  ColumnBatch values_;
};

}  // namespace xunjian
