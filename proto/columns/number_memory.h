#pragma once

#include <cstdint>
#include <string>

#include "proto/columns/byte_reader.h"

namespace xunjian {

// How one number of a series changes from row to row. Most numbers of monitoring are short decimals
// (counts, sizes, rounded percentages), so that a number is kept as mantissa x 10^-exponent and its
// change as a small integer; what is no short decimal goes as its eight bytes. Lossless to the bit.
class NumberMemory {
 public:
  // Appends what leads from the number before to `value`, and returns the code (0 to 15) that tells
  // the reader what was appended.
  std::uint8_t Write(double value, std::string& to);
  // The reader fails when the bytes make no finite number.
  double Read(std::uint8_t code, ByteReader& from);

  double value() const { return value_; }

 private:
  static constexpr std::uint8_t kNoDecimal = 255;

  bool WriteChange(double value, std::string& to, std::uint8_t& code);
  void Become(double value, std::int64_t mantissa, std::uint8_t exponent);

  double value_ = 0;
  std::int64_t mantissa_ = 0;
  std::uint8_t exponent_ = 0;
};

}  // namespace xunjian
