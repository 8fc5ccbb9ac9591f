#include "number_column.h"

#include <bit>
#include <cmath>

#include "proto/columns/decimal.h"

namespace xunjian {
namespace {

constexpr std::uint8_t kBits = 255;

}  // namespace

// What a smaller exponent could not say is tried first, so that a column which is no decimals is
// given up at its first such value.
bool NumberColumn::AsDecimals(std::span<const double> values, std::uint8_t exponent,
                              std::size_t& reached) {
  if (!MantissaOf(values[reached], exponent)) return false;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto mantissa = MantissaOf(values[i], exponent);
    if (!mantissa) {
      reached = i;
      return false;
    }
    scratch_[i] = *mantissa;
  }
  return true;
}

void NumberColumn::Write(std::span<const double> values, std::string& to) {
  scratch_.resize(values.size());
  std::size_t reached = 0;
  for (std::uint8_t exponent = 0; !values.empty() && exponent <= kMostDecimalExponent; ++exponent) {
    if (!AsDecimals(values, exponent, reached)) continue;
    to.push_back(static_cast<char>(exponent));
    return integers_.Write(scratch_, to);
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    scratch_[i] = std::bit_cast<std::int64_t>(values[i]);
  }
  to.push_back(static_cast<char>(kBits));
  integers_.Write(scratch_, to);
}

bool NumberColumn::Read(ByteReader& from, std::span<double> values) {
  const std::uint8_t exponent = from.Byte();
  scratch_.resize(values.size());
  if (!IntegerColumn::Read(from, scratch_)) return false;
  if (exponent != kBits && exponent > kMostDecimalExponent) return false;
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] =
        exponent == kBits ? std::bit_cast<double>(scratch_[i]) : FromDecimal(scratch_[i], exponent);
    if (!std::isfinite(values[i])) return false;
  }
  return true;
}

}  // namespace xunjian
