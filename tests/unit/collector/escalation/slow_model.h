#pragma once

#include <string>
#include <vector>

#include "collector/escalation/escalation_engine.h"

namespace xunjian {

// What becomes true at a minute of a story.
struct StoryEvent {
  enum class Kind { kAcknowledge, kPause, kResume, kSolve, kReopen, kGrade };
  int minute = 0;
  Kind kind = Kind::kAcknowledge;
  std::string person;  // of an acknowledgement
  IncidentGrade grade = IncidentGrade::kFour;
};

struct Story {
  EscalationRules rules;
  EscalationWorld world;
  EscalationFacts facts;           // at minute 0
  std::vector<StoryEvent> events;  // in order of time
  int minutes = 0;
};

// The facts after what happens up to and in this minute.
EscalationFacts FactsAt(const Story& story, int minute);

// The engine's reference: counts minute by minute, knows no log and no due time, and says of each
// minute what is due in it, as InWords does but each repeat by itself. All goals must be whole
// minutes, their 75 % too.
std::vector<std::string> TellSlowly(const Story& story);

}  // namespace xunjian
