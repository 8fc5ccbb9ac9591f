#pragma once

#include <cstddef>
#include <cstdint>

namespace xunjian {

// Private to agent_spool.
inline constexpr std::size_t kMaxSegmentBytes = 16 << 20;

// How many numbers one write of the position reserves: at most so many are burnt by a crash.
inline constexpr std::uint64_t kReservation = 4096;

// Beyond so many lives on disk an opening begins no new one: see SpoolEpoch::BeginLife.
inline constexpr std::size_t kMaxLives = 64;

// After so many acknowledgements the position is worth a write; a crash sends at most so many
// again.
inline constexpr std::uint64_t kSaveAfter = 1024;

// What a frame takes beside series, shape and row, at most.
inline constexpr std::size_t kFrameOverhead = 64;

}  // namespace xunjian
