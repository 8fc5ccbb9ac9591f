#pragma once

#include <string>

#include "checks/api/assignment.h"
#include "collector/incident/check_state.h"

namespace xunjian {

// When results of one assignment came. Silence is a state of the assignment, not an outcome of its
// items: they keep what was last known and are shown as overdue.
struct Arrival {
  RunKey key;
  std::string check;
  ResultRef newest;         // none: it never answered
  Timestamp observed_at;    // of the newest result
  Timestamp expected_from;  // when the newest result arrived, or the assignment was first given
  bool overdue = false;
  // All states of the assignment are good and in the newest result: it stands for each of them, and
  // their own rows say when that began to be so.
  bool steady = false;
  friend bool operator==(const Arrival&, const Arrival&) = default;
};

// Silent for longer than interval + timeout + grace, by a clock that does not leap. Never so for an
// assignment on demand. Silence from before `listening_since` is not held against the agent: the
// collector was away itself.
bool IsOverdue(const Assignment& assignment, SteadyTime expected_from, SteadyTime listening_since,
               SteadyTime now, Duration grace);

}  // namespace xunjian
