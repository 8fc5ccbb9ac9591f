#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <optional>

namespace xunjian {

// Short decimals: mantissa x 10^-exponent that gives a double to the bit. Most numbers of
// monitoring are of that kind.
inline constexpr std::uint8_t kMostDecimalExponent = 9;

// Integers and powers of ten up to here are exact, so that one division gives the nearest double.
inline constexpr double kMostMantissa = 9007199254740992.0;  // 2^53
inline constexpr double kPowersOfTen[kMostDecimalExponent + 1] = {1e0, 1e1, 1e2, 1e3, 1e4,
                                                                  1e5, 1e6, 1e7, 1e8, 1e9};

inline double FromDecimal(std::int64_t mantissa, std::uint8_t exponent) {
  const auto whole = static_cast<double>(mantissa);
  return exponent == 0 ? whole : whole / kPowersOfTen[exponent];
}

// None: the value is not of that kind with this exponent.
inline std::optional<std::int64_t> MantissaOf(double value, std::uint8_t exponent) {
  const double scaled = value * kPowersOfTen[exponent];
  if (!(std::abs(scaled) < kMostMantissa)) return std::nullopt;
  const auto mantissa = static_cast<std::int64_t>(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
  if (std::bit_cast<std::uint64_t>(FromDecimal(mantissa, exponent)) !=
      std::bit_cast<std::uint64_t>(value)) {
    return std::nullopt;
  }
  return mantissa;
}

}  // namespace xunjian
