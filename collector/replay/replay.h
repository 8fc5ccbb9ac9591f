#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "collector/decide/policy.h"
#include "collector/replay/record_source.h"
#include "collector/replay/row_facts.h"

namespace xunjian {

// Where in what was decided.
struct ReplayPlace {
  std::uint64_t commit = 0;  // 0: it is not known
  std::uint64_t order = 0;   // of the event in it, as each was written
  std::string kind;          // of the event; "" when only the commit is known
};

// One thing that is stored otherwise than it is decided now.
struct ReplayDifference {
  ReplayPlace place;  // where the replay decided it last
  NamedRow row;
  std::string stored;  // "" : nothing
  std::string decided;
};

struct ReplayReport {
  std::uint64_t commits = 0;
  std::uint64_t events = 0;  // batches with them
  std::uint64_t results = 0;
  std::uint64_t difference_count = 0;
  std::vector<ReplayDifference> differences;  // the first ones, at most kMostDifferences
  Timestamp first_at;                         // of the first commit, and of the last
  Timestamp last_at;

  bool same() const { return difference_count == 0; }
};

inline constexpr std::size_t kMostDifferences = 100;

// Feeds everything that was recorded to the present Decide, from the very first commit on, and
// compares what comes out with what is stored: lines of incidents where they are decided, all other
// rows at the end. kNotFound: the first commits are not kept any more, so that nothing can be
// replayed; kInternal: a record that cannot be read.
Result<ReplayReport> Replay(RecordSource& source, const CheckMatcher& match);

}  // namespace xunjian
