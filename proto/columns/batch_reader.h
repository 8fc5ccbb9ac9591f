#pragma once

#include <string_view>
#include <vector>

#include "proto/columns/batch_writer.h"
#include "proto/columns/column_batch.h"
#include "proto/columns/shape_pool.h"

namespace xunjian {

// The other end of a BatchWriter. Trusts nothing: what breaks a limit, or the order of seq, is
// kInvalidArgument, and the stream must end, for the two ends no longer remember the same. Memory:
// at most kStreamShapes chains. Not thread-safe; `pool` outlives it.
class BatchReader {
 public:
  explicit BatchReader(ShapePool& pool) : pool_(pool) {}

  Result<ColumnBatch> Read(std::uint64_t epoch, std::string_view bytes);

 private:
  struct Slot {
    std::shared_ptr<const ResultShape> shape;
    RowChain chain;
    std::uint64_t batch = 0;     // the last one that used it,
    std::uint32_t in_batch = 0;  // and its index there
  };

  Result<void> Define(std::uint64_t place, std::string_view bytes);
  bool ReadRow(std::uint64_t place, std::uint64_t seq, ByteReader& from, BatchBudget& budget,
               ColumnBatch& batch);

  ShapePool& pool_;
  std::vector<Slot> slots_;
  std::uint64_t batches_ = 0;
};

}  // namespace xunjian
