#include <cmath>

#include "checks/engine/chrony_client.h"

namespace xunjian {
namespace {

// Layout of candm.h; all numbers are big-endian.
constexpr std::size_t kReplySize = 104;
constexpr std::uint8_t kVersion = 6;
constexpr std::uint8_t kTypeReply = 2;
constexpr std::uint16_t kReplyTracking = 5;
constexpr std::uint16_t kStatusSuccess = 0;
constexpr std::uint16_t kLeapUnsynchronised = 3;

enum Offset : std::size_t {
  kAtVersion = 0,
  kAtType = 1,
  kAtReply = 6,
  kAtStatus = 8,
  kAtSequence = 16,
  kAtStratum = 52,
  kAtLeap = 54,
  kAtCorrection = 68,
  kAtRootDelay = 92,
  kAtRootDispersion = 96,
  kAtUpdateInterval = 100,
};

std::uint16_t Word(std::span<const std::uint8_t> bytes, std::size_t at) {
  return static_cast<std::uint16_t>(bytes[at] << 8 | bytes[at + 1]);
}

std::uint32_t Long(std::span<const std::uint8_t> bytes, std::size_t at) {
  return static_cast<std::uint32_t>(Word(bytes, at)) << 16 | Word(bytes, at + 2);
}

// chrony's own format: a signed exponent of 7 bits, a signed coefficient of 25.
double Float(std::span<const std::uint8_t> bytes, std::size_t at) {
  constexpr int kCoefficientBits = 25;
  const std::uint32_t raw = Long(bytes, at);
  int exponent = static_cast<int>(raw >> kCoefficientBits);
  if (exponent >= 1 << 6) exponent -= 1 << 7;
  int coefficient = static_cast<int>(raw & ((1U << kCoefficientBits) - 1));
  if (coefficient >= 1 << (kCoefficientBits - 1)) coefficient -= 1 << kCoefficientBits;
  return std::ldexp(coefficient, exponent - kCoefficientBits);
}

}  // namespace

std::optional<ChronyTracking> ParseChronyTracking(std::span<const std::uint8_t> reply,
                                                  std::uint32_t sequence) {
  if (reply.size() < kReplySize || reply[kAtVersion] != kVersion || reply[kAtType] != kTypeReply ||
      Word(reply, kAtReply) != kReplyTracking || Word(reply, kAtStatus) != kStatusSuccess ||
      Long(reply, kAtSequence) != sequence) {
    return std::nullopt;
  }
  ChronyTracking tracking;
  tracking.stratum = Word(reply, kAtStratum);
  tracking.synchronised = Word(reply, kAtLeap) != kLeapUnsynchronised;
  tracking.correction_seconds = Float(reply, kAtCorrection);
  tracking.root_delay_seconds = Float(reply, kAtRootDelay);
  tracking.root_dispersion_seconds = Float(reply, kAtRootDispersion);
  tracking.last_update_interval_seconds = Float(reply, kAtUpdateInterval);
  return tracking;
}

}  // namespace xunjian
