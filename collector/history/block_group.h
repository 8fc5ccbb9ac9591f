#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "number_column.h"

namespace xunjian {

// Private to collector_history: the rows of one shape in a block, by columns. Used again and again.
struct BlockGroup {
  std::size_t numbers = 0;  // of each row
  std::size_t texts = 0;
  std::vector<std::int64_t> seqs;
  std::vector<std::int64_t> batches;  // index into the block's list
  std::vector<std::int64_t> observed;
  std::vector<std::int64_t> durations;
  std::vector<double> number_rows;          // row by row
  std::vector<std::string_view> text_rows;  // row by row, in somebody else's memory

  std::size_t rows() const { return seqs.size(); }
  void Clear();
};

// Its columns as bytes: seqs, batches, observed, durations, each number, each text. Times are whole
// milliseconds and durations whole microseconds if all of them are.
class GroupCoder {
 public:
  // Overwrites the integers of the group.
  void Write(BlockGroup& group, std::string& to);
  // `group` says how many numbers and texts a row has; texts live in `bytes`. False: the bytes make
  // no group of `rows` rows.
  bool Read(std::string_view bytes, std::size_t rows, BlockGroup& group);

 private:
  void WriteSpans(std::vector<std::int64_t>& spans, std::int64_t unit, std::string& to);
  void WriteTexts(const BlockGroup& group, std::size_t text, std::string& to);
  bool ReadTexts(ByteReader& from, std::size_t text, BlockGroup& group);

  IntegerColumn integers_;
  NumberColumn number_column_;
  std::vector<double> values_;
  std::vector<std::int64_t> sizes_;
};

}  // namespace xunjian
