#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "growing_bytes.h"
#include "proto/columns/byte_reader.h"
#include "proto/columns/column_batch.h"

namespace xunjian {

// Private to collector_history: the payload of a journal's batch. It stands for itself but for the
// shapes and the source, which go by their numbers in the segment.
//
//   batch   source, commit, order, received ms (zigzag), rows       varints
//   row     seq - (the one before + 1), shape, head                 varints
//           observed - the one before, duration                     zigzag varints
//           for each number a half byte: how many bytes it has left without its low zero bytes
//           those bytes
//           if head says so: how many texts; size and bytes of each
//   head    numbers << 3 | has texts | observed is in ns, else ms | duration is in ns, else µs
struct BatchHead {
  std::uint32_t source = 0;
  std::uint64_t commit = 0;
  std::uint64_t order = 0;  // in the commit
  std::int64_t received_ms = 0;
  std::uint64_t rows = 0;
};

// `shapes[i]` is the number of batch.shapes()[i] in the segment.
void EncodeBatch(const BatchHead& head, const ColumnBatch& batch,
                 std::span<const std::uint32_t> fresh, std::span<const std::uint32_t> shapes,
                 GrowingBytes& to);

struct JournalRow {
  std::uint64_t seq = 0;
  std::uint32_t shape = 0;
  std::int64_t observed = 0;  // nanoseconds
  std::int64_t duration = 0;
  std::span<const double> numbers;
  std::span<const std::string_view> texts;
};

// Reads one payload after the other with the same scratch memory. Whatever the bytes are, it ends.
class BatchDecoder {
 public:
  // False: it is no batch.
  bool Start(std::string_view payload);
  const BatchHead& head() const { return head_; }
  // The row lives until the next call. False at the end, or when the bytes make no row.
  bool Next(JournalRow& row) {
    return NextOf(row, [](std::uint32_t) { return true; });
  }
  // The same; the numbers and texts of a row whose shape is not `wanted` are skipped, not read.
  template <class Wanted>
  bool NextOf(JournalRow& row, Wanted wanted) {
    if (!NextHead(row)) return false;
    if (!wanted(row.shape)) return SkipValues(row);
    return ReadValues(row);
  }
  bool whole() const { return from_.ok() && from_.AtEnd() && left_ == 0; }  // asked at the end

 private:
  bool NextHead(JournalRow& row);
  bool ReadValues(JournalRow& row);
  bool SkipValues(JournalRow& row);
  void ReadNumbers(std::uint64_t count);
  void SkipNumbers(std::uint64_t count);
  void ReadTexts();
  void SkipTexts();

  BatchHead head_;
  ByteReader from_{{}};
  std::uint64_t left_ = 0;
  std::uint64_t next_seq_ = 0;
  std::int64_t observed_ = 0;
  std::uint64_t row_head_ = 0;
  std::vector<double> numbers_;
  std::vector<std::string_view> texts_;
};

}  // namespace xunjian
