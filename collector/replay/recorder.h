#pragma once

#include <string>
#include <unordered_map>

#include "collector/decide/decide.h"
#include "collector/replay/event_prelude.h"

namespace xunjian {

// Says what is kept of each event, so that a replay decides what was decided. An event that leaves
// the model as it was needs no record: it is as if it had not been. Ticks and heartbeats that
// changed nothing but the time and who was heard, or had worked, are told with the next event that
// needs to know.
// A batch that brought new results and nothing else needs none either: they are in the history.
// One for the life of a process, fed with every event in its order.
class Recorder {
 public:
  // Between Decide and Apply: `model` is what was decided on. Fills changes.event.
  void Note(const Model& model, const Rules& rules, const Event& event, Changes& changes);

 private:
  void NoteSigns(const Model& model, const Event& event, const Changes& changes);
  EventPrelude PreludeFor(const Model& model, const Rules& rules, const Event& event);
  void TellSigns(const Model& model, const Rules& rules, ListenedTime now, EventPrelude& prelude);

  bool began_ = false;
  SteadyTime told_now_{};  // what a replay takes for model.now
  // Agents that sent heartbeats since, and what a replay thinks of them.
  struct Signs {
    ListenedTime heard;
    ListenedTime worked;
  };
  std::unordered_map<std::string, Signs> told_;
};

}  // namespace xunjian
