#pragma once

#include <optional>
#include <string>

#include "checks/api/assignment.h"
#include "collector/incident/check_state.h"
#include "collector/incident/listening_clock.h"

namespace xunjian {

// When results of one assignment came. Silence is a state of the assignment, not an outcome of its
// items: they keep what was last known and are shown as overdue.
struct Arrival {
  RunKey key;
  std::string check;
  ResultRef newest;            // none: it never answered
  Timestamp observed_at;       // of the newest result
  Timestamp expected_from;     // when the newest result arrived, or the assignment was first given
  ListenedTime listened_from;  // the same moment: silence is measured from here
  bool overdue = false;
  // All states of the assignment are good and in the newest result: it stands for each of them, and
  // their own rows say when that began to be so.
  bool steady = false;
  friend bool operator==(const Arrival&, const Arrival&) = default;
};

// Since when one agent could be heard.
struct Listening {
  ListenedTime now;
  ListenedTime since;                // this process of the collector listens
  std::optional<ListenedTime> back;  // the agent's first hello since then
};

struct SilenceLimits {
  Duration grace = std::chrono::seconds(30);  // over interval + timeout
  // What agents are given to come back to a collector that was restarted.
  Duration come_back = std::chrono::seconds(60);
  // And then to bring the results that waited.
  Duration unload = std::chrono::seconds(10);
};

// Silent for longer than interval + timeout + grace, of time listened. Never so for an assignment
// on demand. What was silent when the collector began waits for its agent to come back, but for no
// longer than come_back, all restarts together, nor than it would take if the collector were new.
bool IsOverdue(const Assignment& assignment, ListenedTime listened_from, const Listening& listening,
               const SilenceLimits& limits);

}  // namespace xunjian
