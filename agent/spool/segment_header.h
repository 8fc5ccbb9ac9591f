#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace xunjian {

// Private to agent_spool: which segment a file is.
struct SegmentId {
  std::uint64_t epoch = 0;
  std::uint64_t first = 0;  // the smallest number it may hold
  friend bool operator==(const SegmentId&, const SegmentId&) = default;
};

std::string SegmentName(const SegmentId& id);
std::optional<SegmentId> ParseSegmentName(std::string_view name);

// What a segment's frames are checksummed with beside their own bytes.
std::string SegmentSeed(const SegmentId& id);

// The beginning of the file, twice in a row: a flipped bit costs nothing.
struct SegmentHeader {
  SegmentId id;
  // Of all numbers below `first`, those that never had a result. What lies between two segments is
  // counted with it: it was lost, or it never was.
  std::uint64_t voids_before = 0;
  std::uint64_t life = 0;  // of its first number: known from here where both positions are lost
};

inline constexpr std::size_t kSegmentHeaderBytes = 2 * 44;  // magic 8, 4 numbers of 8, crc 4

std::string EncodeSegmentHeader(const SegmentHeader& header);
std::optional<SegmentHeader> DecodeSegmentHeader(std::string_view segment);  // none: both damaged

}  // namespace xunjian
