#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/time.h"
#include "proto/words/result_gap.h"

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

// Every number from the first one asked for to `through` is a record, in exactly one gap, or
// acknowledged.
struct SpoolReading {
  std::vector<SpoolRecord> records;  // rising
  std::vector<ResultGap> gaps;       // cut to this reading and to what is not acknowledged
  std::uint64_t through = 0;         // the next reading begins after it
};

}  // namespace xunjian
