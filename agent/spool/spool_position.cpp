#include "spool_position.h"

#include <algorithm>

#include "spool_format.h"

namespace xunjian {
namespace {

constexpr std::string_view kMagic = "XJSPOS01";
constexpr std::size_t kFixedBytes = 8 * 5;
constexpr std::size_t kRangeBytes = 16;
constexpr std::size_t kChecksumBytes = 4;

}  // namespace

std::string EncodePosition(const SpoolPosition& position) {
  const auto& ranges = position.acknowledged.ranges();
  std::size_t left = std::min(ranges.size(), kMaxSavedRanges);
  std::string bytes(kMagic);
  for (std::uint64_t number :
       {position.epoch, position.reserved_through, position.dropped, std::uint64_t{left}}) {
    PutNumber(bytes, number, 8);
  }
  for (auto range = ranges.begin(); left > 0; ++range, --left) {
    PutNumber(bytes, range->first, 8);
    PutNumber(bytes, range->second, 8);
  }
  PutNumber(bytes, Checksum(position.epoch, bytes), 4);
  return bytes;
}

std::optional<SpoolPosition> DecodePosition(std::string_view bytes) {
  if (bytes.size() < kFixedBytes + kChecksumBytes || !bytes.starts_with(kMagic)) {
    return std::nullopt;
  }
  SpoolPosition position{.epoch = GetNumber(bytes, 8, 8),
                         .reserved_through = GetNumber(bytes, 16, 8),
                         .dropped = GetNumber(bytes, 24, 8)};
  const std::uint64_t ranges = GetNumber(bytes, 32, 8);
  const std::size_t end = bytes.size() - kChecksumBytes;
  if (ranges > kMaxSavedRanges || end != kFixedBytes + ranges * kRangeBytes ||
      GetNumber(bytes, end, 4) != Checksum(position.epoch, bytes.substr(0, end))) {
    return std::nullopt;
  }
  for (std::size_t at = kFixedBytes; at < end; at += kRangeBytes) {
    position.acknowledged.Add(GetNumber(bytes, at, 8), GetNumber(bytes, at + 8, 8));
  }
  return position;
}

}  // namespace xunjian
