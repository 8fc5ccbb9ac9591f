#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "proto/columns/result_shape.h"
#include "proto/columns/row_chain.h"

namespace xunjian {

struct SequencedRow {
  std::uint64_t seq = 0;
  std::shared_ptr<const ResultShape> shape;
  ShapeRow row;
};

// What both ends of a stream may remember of it.
inline constexpr std::size_t kStreamShapes = 4096;

// Batches of one stream as bytes: a shape travels once, a row as its difference from the row of its
// shape before. Each batch must reach the BatchReader of the stream, in order. Not thread-safe.
//
//   batch  count, then for each row, seq ascending:
//          slot << 2 | is the shape new in this slot << 1 | is there a gap in seq   varint
//          the gap                                                                  varint
//          size and bytes of the shape
//          the row (RowChain)
class BatchWriter {
 public:
  std::string Write(std::span<const SequencedRow> rows);

 private:
  struct Slot {
    std::shared_ptr<const ResultShape> shape;
    RowChain chain;
  };

  std::size_t SlotOf(const std::shared_ptr<const ResultShape>& shape, bool& is_new);

  std::vector<Slot> slots_;
  std::unordered_map<std::string_view, std::size_t> slot_of_;  // keys live in the slots' shapes
  std::size_t next_ = 0;  // the slot to give away when all are taken
};

}  // namespace xunjian
