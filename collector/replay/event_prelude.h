#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "collector/decide/model.h"

namespace xunjian {

// What happened before an event that is kept, and left no record of its own.
struct EventPrelude {
  bool begins = false;            // a process began: it knows what was stored and nothing else
  std::optional<SteadyTime> now;  // ticks that decided nothing
  // Agents, by heartbeats.
  std::vector<std::pair<std::string, ListenedTime>> heard;
  std::vector<std::pair<std::string, ListenedTime>> worked;

  bool empty() const { return !begins && !now && heard.empty() && worked.empty(); }
};

// Among the fields of the event's record; their names begin with '@'.
void PutPrelude(const EventPrelude& prelude, EventRecord& record);
// kInternal: it is not what PutPrelude put there.
Result<EventPrelude> PreludeOf(const EventRecord& record);

}  // namespace xunjian
