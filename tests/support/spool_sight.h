#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "agent/spool/spool.h"
#include "tests/support/manual_clock.h"

namespace xunjian {

SpoolEntry MakeEntry(std::string series, const std::string& shape, std::string row,
                     Timestamp at = ManualClock::kStart);

// Shapes are compared as texts.
bool SameEntry(const SpoolEntry& a, const SpoolEntry& b);

// Everything a reader of a spool is told.
struct SpoolSight {
  std::map<std::uint64_t, SpoolEntry> records;
  std::vector<ResultGap> gaps;
  SeqRanges told;  // the numbers of both

  std::vector<std::uint64_t> seqs() const;
  std::vector<std::string> rows() const;
  SeqRanges NumbersOf(GapReason reason) const;
  std::uint64_t CountOf(GapReason reason) const;
  std::uint64_t produced() const;  // records, and what the gaps count
};

// Reads all that waits, `at_once` records a reading. Throws std::logic_error when a number is told
// twice, or not in its turn, or a gap counts more results than it has numbers.
SpoolSight LookAt(Spool& spool, std::size_t at_once = 7);

}  // namespace xunjian
