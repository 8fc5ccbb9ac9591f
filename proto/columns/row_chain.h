#pragma once

#include <string>
#include <vector>

#include "proto/columns/number_memory.h"
#include "proto/columns/shape_row.h"

namespace xunjian {

// Rows of one shape after each other, each written as its difference from the one before; the first
// one after the constructor stands for itself. Writer and reader hold one each, fed with the same
// rows. A row of three numbers that changed a little takes about 12 bytes. Not thread-safe.
class RowChain {
 public:
  RowChain(std::size_t numbers, std::size_t texts) : numbers_(numbers), texts_(texts) {}

  // The row has as many numbers and texts as the chain.
  void Write(const RowView& row, std::string& to);
  // The row that was read, until the next reading; whether it is one says from.ok(). Texts are
  // valid UTF-8 within the limits of a text.
  RowView Read(ByteReader& from);

 private:
  void WriteTimes(const RowView& row, std::uint8_t& flags, std::string& to);
  void WriteTexts(const RowView& row, std::uint8_t& flags, std::string& to);
  void WriteNumbers(const RowView& row, std::string& to);
  void ReadTimes(std::uint8_t flags, ByteReader& from);
  void ReadTexts(ByteReader& from);
  void ReadNumbers(ByteReader& from);

  Timestamp observed_at_;
  Duration step_{};
  Duration duration_{};
  std::vector<NumberMemory> numbers_;
  std::vector<double> values_;  // of the row read last
  std::vector<std::string> texts_;
};

}  // namespace xunjian
