#pragma once

#include <string_view>

namespace xunjian {

// Private to agent_spool.
inline constexpr std::string_view kPositionName = "position";
inline constexpr std::string_view kPositionTemporary = "position.tmp-";  // left by a crash
inline constexpr int kSpoolFileMode = 0600;
inline constexpr std::size_t kMaxSegmentBytes = 16 << 20;

// How many numbers one write of the position reserves: at most so many are skipped by a crash.
inline constexpr std::uint64_t kReservation = 4096;

// After so many acknowledgements the position is worth a write; a crash sends at most so many
// again.
inline constexpr std::uint64_t kSaveAfter = 1024;

}  // namespace xunjian
