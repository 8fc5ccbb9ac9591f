#pragma once

#include <span>
#include <string>
#include <vector>

#include "integer_column.h"

namespace xunjian {

// Private to collector_history: the values that one number of a shape had, lossless to the bit. As
// short decimals with one exponent for all where they are, else as their bits.
//
//   column   the exponent, or 255 for bits; an IntegerColumn
class NumberColumn {
 public:
  void Write(std::span<const double> values, std::string& to);
  // False: the bytes make no column of that many finite numbers.
  bool Read(ByteReader& from, std::span<double> values);

 private:
  bool AsDecimals(std::span<const double> values, std::uint8_t exponent, std::size_t& reached);

  IntegerColumn integers_;
  std::vector<std::int64_t> scratch_;
};

}  // namespace xunjian
