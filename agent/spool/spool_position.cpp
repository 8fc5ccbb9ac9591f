#include "spool_position.h"

#include <algorithm>
#include <array>

#include "spool_bytes.h"

namespace xunjian {
namespace {

constexpr std::string_view kMagic = "XJSPOS03";
constexpr int kChecksumBytes = 4;
constexpr std::size_t kNumbers = 7;
constexpr std::size_t kFixedBytes = 8 * (1 + kNumbers + 2);
constexpr std::size_t kPairBytes = 16;

template <class Position>
auto NumbersOf(Position& position) {
  return std::array{&position.epoch,        &position.version,    &position.reserved_through,
                    &position.gone_through, &position.gone_voids, &position.last,
                    &position.voids};
}

}  // namespace

std::string EncodePosition(const SpoolPosition& position) {
  const auto& ranges = position.acknowledged.ranges();
  std::size_t left = std::min(ranges.size(), kMaxSavedRanges);
  std::string bytes(kMagic);
  for (const std::uint64_t* number : NumbersOf(position)) PutNumber(bytes, *number, 8);
  PutNumber(bytes, position.lives.list().size(), 8);
  for (const SpoolLives::Life& life : position.lives.list()) {
    PutNumber(bytes, life.id, 8);
    PutNumber(bytes, life.first, 8);
  }
  PutNumber(bytes, left, 8);
  for (auto range = ranges.begin(); left > 0; ++range, --left) {
    PutNumber(bytes, range->first, 8);
    PutNumber(bytes, range->second, 8);
  }
  PutNumber(bytes, SeededChecksum(kMagic, bytes), kChecksumBytes);
  return bytes;
}

std::optional<SpoolPosition> DecodePosition(std::string_view bytes) {
  if (bytes.size() < kFixedBytes + kChecksumBytes || !bytes.starts_with(kMagic)) {
    return std::nullopt;
  }
  const std::size_t end = bytes.size() - kChecksumBytes;
  if (GetNumber(bytes, end, kChecksumBytes) != SeededChecksum(kMagic, bytes.substr(0, end))) {
    return std::nullopt;
  }
  FieldReader reader(bytes.substr(kMagic.size(), end - kMagic.size()));
  SpoolPosition position;
  for (std::uint64_t* number : NumbersOf(position)) *number = reader.Number(8);
  const std::uint64_t lives = reader.Number(8);
  if (lives > kMaxSavedLives) return std::nullopt;
  for (std::uint64_t i = 0; i < lives; ++i) {
    const std::uint64_t id = reader.Number(8);
    position.lives.Begin(id, reader.Number(8));
  }
  const std::uint64_t ranges = reader.Number(8);
  if (ranges > kMaxSavedRanges || end != kFixedBytes + (lives + ranges) * kPairBytes) {
    return std::nullopt;
  }
  for (std::uint64_t i = 0; i < ranges; ++i) {
    const std::uint64_t first = reader.Number(8);
    position.acknowledged.Add(first, reader.Number(8));
  }
  return position;
}

}  // namespace xunjian
