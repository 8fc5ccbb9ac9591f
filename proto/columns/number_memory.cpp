#include "proto/columns/number_memory.h"

#include <bit>
#include <cmath>

#include "proto/columns/decimal.h"

namespace xunjian {
namespace {

// Codes: 0 nothing changed; 1 to 7 a change of the mantissa in so many bytes; and two more.
constexpr std::uint8_t kMostChangeBytes = 7;
constexpr std::uint8_t kEightBytes = 8;
constexpr std::uint8_t kNewDecimal = 9;

bool SameBits(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

}  // namespace

void NumberMemory::Become(double value, std::int64_t mantissa, std::uint8_t exponent) {
  value_ = value;
  mantissa_ = mantissa;
  exponent_ = exponent;
}

bool NumberMemory::WriteChange(double value, std::string& to, std::uint8_t& code) {
  if (exponent_ == kNoDecimal) return false;
  const auto mantissa = MantissaOf(value, exponent_);
  if (!mantissa) return false;
  const std::uint64_t change = ZigZag(*mantissa - mantissa_);
  code = static_cast<std::uint8_t>((std::bit_width(change) + 7) / 8);
  PutLittle(to, change, code);
  Become(value, *mantissa, exponent_);
  return true;
}

std::uint8_t NumberMemory::Write(double value, std::string& to) {
  if (SameBits(value, value_)) return 0;
  std::uint8_t code = 0;
  if (WriteChange(value, to, code)) return code;
  for (std::uint8_t exponent = 0; exponent <= kMostDecimalExponent; ++exponent) {
    const auto mantissa = MantissaOf(value, exponent);
    if (!mantissa) continue;
    to.push_back(static_cast<char>(exponent));
    PutSignedVarint(to, *mantissa);
    Become(value, *mantissa, exponent);
    return kNewDecimal;
  }
  PutLittle(to, std::bit_cast<std::uint64_t>(value), sizeof value);
  Become(value, 0, kNoDecimal);
  return kEightBytes;
}

double NumberMemory::Read(std::uint8_t code, ByteReader& from) {
  if (code == 0) return value_;
  if (code <= kMostChangeBytes) {
    // Wrapping is harmless: a mantissa no writer made is refused below.
    const auto change = static_cast<std::uint64_t>(ByteReader::UnZigZag(from.Little(code)));
    const auto mantissa = static_cast<std::int64_t>(static_cast<std::uint64_t>(mantissa_) + change);
    if (exponent_ == kNoDecimal || std::abs(static_cast<double>(mantissa)) > kMostMantissa) {
      from.Fail();
      return 0;
    }
    Become(FromDecimal(mantissa, exponent_), mantissa, exponent_);
  } else if (code == kNewDecimal) {
    const std::uint8_t exponent = from.Byte();
    const std::int64_t mantissa = from.SignedVarint();
    if (exponent > kMostDecimalExponent ||
        std::abs(static_cast<double>(mantissa)) > kMostMantissa) {
      from.Fail();
      return 0;
    }
    Become(FromDecimal(mantissa, exponent), mantissa, exponent);
  } else if (code == kEightBytes) {
    const auto value = std::bit_cast<double>(from.Little(sizeof(double)));
    if (!std::isfinite(value)) from.Fail();
    Become(value, 0, kNoDecimal);
  } else {
    from.Fail();
  }
  return value_;
}

}  // namespace xunjian
