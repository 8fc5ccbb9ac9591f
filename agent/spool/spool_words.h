#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "agent/spool/seq_ranges.h"
#include "base/time.h"

namespace xunjian {

// What the agent gives to the spool. The spool looks into neither shape nor row.
struct SpoolEntry {
  std::string series;  // whose result this is: the assignment's id; at most 128 bytes
  // All of a result that seldom changes, outcome and code among it. Results of a series with equal
  // shapes are steady: they are the first to be merged when there is no room.
  std::shared_ptr<const std::string> shape;
  std::string row;  // the numbers and times of this result; with its shape it says everything
  Timestamp at;
};

struct SpoolRecord {
  std::uint64_t seq = 0;
  SpoolEntry entry;  // of one reading, equal shapes of a series are mostly the same object
};

enum class GapReason {
  kCap,     // produced, and merged or never taken for want of room
  kDamage,  // produced, and unreadable now
  kVoid,    // never produced: numbers that a crash or a failed write burnt
};

// Numbers without a record, for one reason, in one stretch of the spool.
struct SpoolGap {
  GapReason reason = GapReason::kVoid;
  SeqRanges seqs;
  // Produced results among them. kCap and kDamage: as many as numbers (fewer where a segment lost
  // both copies of its account: then burnt numbers are among them); kVoid: 0. Of damage at the very
  // end of a spool that was not closed, what no whole frame header names counts as never produced.
  std::uint64_t count = 0;
  // Of what was merged; around what is damaged; equal to Timestamp{} where nothing is known.
  Timestamp first_at;
  Timestamp last_at;
};

// Every number from the first one asked for to `through` is a record, in exactly one gap, or
// acknowledged.
struct SpoolReading {
  std::vector<SpoolRecord> records;  // rising
  std::vector<SpoolGap> gaps;        // cut to this reading and to what is not acknowledged
  std::uint64_t through = 0;         // the next reading begins after it
};

}  // namespace xunjian
