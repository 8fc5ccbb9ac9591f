#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "proto/words/seq_ranges.h"
#include "proto/words/spool_lives.h"

namespace xunjian {

// Private to agent_spool: the small file beside the segments, replaced as a whole and kept twice.
struct SpoolPosition {
  std::uint64_t epoch = 0;
  std::uint64_t version = 0;           // of two copies the one with the higher version holds
  std::uint64_t reserved_through = 0;  // numbers up to here may have been used
  std::uint64_t gone_through = 0;      // acknowledged and gone
  std::uint64_t gone_voids = 0;        // of these
  std::uint64_t last = 0;              // numbers up to here were used, and are on disk
  std::uint64_t voids = 0;             // of these
  SpoolLives lives;                    // of the numbers that are not gone, and the newest one
  SeqRanges acknowledged;  // at most kMaxSavedRanges of them are kept; the rest is sent again
};

inline constexpr std::size_t kMaxSavedLives = 100;  // what a hello can name
inline constexpr std::size_t kMaxSavedRanges = 10'000;
inline constexpr std::size_t kMaxPositionBytes = 256 << 10;

std::string EncodePosition(const SpoolPosition& position);
std::optional<SpoolPosition> DecodePosition(std::string_view bytes);  // none: damaged

}  // namespace xunjian
