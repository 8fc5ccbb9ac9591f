#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "figures/recent_durations.h"

namespace xunjian {

// A day of reception, UTC, and what its results take on disk once they were folded.
struct DayBytes {
  Timestamp day;
  std::uint64_t bytes = 0;
  friend bool operator==(const DayBytes&, const DayBytes&) = default;
};

// What a store holds, and how its disk does; counts are since it was opened.
struct StoreFigures {
  DurationFigures journal_sync;     // results: written and synced
  DurationFigures database_commit;  // all else: the transaction's commit, synced
  std::uint64_t results = 0;
  std::uint64_t samples = 0;
  std::uint64_t database_bytes = 0;
  std::uint64_t journal_bytes = 0;  // results that are not folded yet
  std::uint64_t journal_segments = 0;
  Duration fold_lag{};              // from the oldest of them to the newest
  std::uint64_t history_bytes = 0;  // of all days
  std::uint64_t days = 0;
  std::uint64_t days_kept = 0;  // the most there may be
  std::optional<Timestamp> oldest_day;
  std::vector<DayBytes> newest_days;  // newest first, at most seven
  std::uint64_t damaged = 0;          // places that could not be read
};

}  // namespace xunjian
