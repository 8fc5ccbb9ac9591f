#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "agent/spool/seq_ranges.h"

namespace xunjian {

// Private to agent_spool: the small file beside the segments, replaced as a whole.
struct SpoolPosition {
  std::uint64_t epoch = 0;
  std::uint64_t reserved_through = 0;  // numbers up to here may have been used
  std::uint64_t dropped = 0;
  SeqRanges acknowledged;  // at most kMaxSavedRanges of them are kept; the rest is sent again
};

inline constexpr std::size_t kMaxSavedRanges = 10'000;
inline constexpr std::size_t kMaxPositionBytes = 256 << 10;

std::string EncodePosition(const SpoolPosition& position);
std::optional<SpoolPosition> DecodePosition(std::string_view bytes);  // none: damaged

}  // namespace xunjian
