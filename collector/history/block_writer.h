#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "block_group.h"
#include "compression.h"
#include "journal_batch.h"
#include "seen_row.h"

namespace xunjian {

// Private to collector_history.

// What a segment says of a shape, for whom its rows are folded.
struct FoldShape {
  std::string_view bytes;  // in the segment's memory
  std::uint64_t mask = 0;
  std::uint8_t outcomes = 0;
  std::uint32_t samples = 0;
  std::size_t numbers = 0;
  std::size_t texts = 0;
};

// What the directory of a day file says of a block.
struct BlockFacts {
  std::uint64_t epoch_number = 0;
  std::int64_t observed_min = 0;
  std::int64_t observed_max = 0;
  std::uint64_t first_seq = 0;
  std::uint64_t last_seq = 0;
  std::uint64_t mask = 0;  // series_mask.h
  std::uint32_t rows = 0;
  std::uint8_t outcomes = 0;
  std::uint64_t samples = 0;
};

// Gathers rows of one origin and makes a block of them, that stands for itself:
//
//   block     size and bytes of the head; then the columns of its groups, a few to a bundle, so
//   that
//             a question opens the head and the bundles that it is about
//   head      compressed (compression.h):
//     epoch number (varint), epoch u64, size and bytes of the host
//     how many batches; their commits; their orders in them; their times of reception in ms
//     (IntegerColumn)
//     how many groups; for each: size and bytes of the shape, its mask u64 (series_mask.h), rows,
//     numbers, texts, unfolded size of the columns << 1 | does a bundle begin here
//   bundle    size and bytes, compressed: the columns of each group (GroupCoder)
class BlockWriter {
 public:
  // Rows of one block; a block unfolds to about a megabyte at most.
  static constexpr std::size_t kMostRows = 8192;
  static constexpr std::size_t kMostRowBytes = 1 << 20;
  // Unfolded. Smaller ones make shorter answers and longer files.
  static constexpr std::size_t kBundleBytes = 8 << 10;

  void Begin(const RowOrigin& origin);
  bool empty() const { return rows_ == 0; }
  bool full() const { return rows_ >= kMostRows || row_bytes_ >= kMostRowBytes; }

  void AddBatch(std::uint64_t commit, std::uint64_t order, std::int64_t received_ms);
  // Of the batch added last. Texts live until Finish.
  void AddRow(const JournalRow& row, const FoldShape& shape);

  // The block as compressed bytes; then it is empty, of the same origin.
  BlockFacts Finish(std::string& to);

 private:
  struct OpenGroup {
    const FoldShape* shape = nullptr;
    BlockGroup rows;
  };

  OpenGroup& GroupOf(std::uint32_t shape_number, const FoldShape& shape);
  // Their heads to `head_`, their columns to `bundles_`.
  void WriteGroups();
  void EndBundle();
  void Clear();

  RowOrigin origin_;
  BlockFacts facts_;
  std::size_t rows_ = 0;
  std::size_t row_bytes_ = 0;
  std::vector<std::int64_t> commits_;
  std::vector<std::int64_t> orders_;
  std::vector<std::int64_t> received_;
  std::vector<OpenGroup> groups_;  // the first `used_` of them; the others keep their memory
  std::size_t used_ = 0;
  std::unordered_map<std::uint32_t, std::size_t> group_of_;  // by number of the shape
  GroupCoder coder_;
  IntegerColumn integers_;
  Compressor compressor_;
  std::string head_;
  std::string bundle_;
  std::string bundles_;
  std::string packed_;
};

}  // namespace xunjian
