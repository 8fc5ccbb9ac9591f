#pragma once

#include <optional>

#include "collector/escalation/escalation_engine.h"

// For this room alone.
namespace xunjian {

// The next thing that happens to an incident if nobody does anything.
struct DueMoment {
  enum class Kind { kThreshold, kCall, kHandOver };  // in the order of one moment
  Timestamp at;  // never before the state's advanced_to: nothing happens in the past
  Kind kind = Kind::kThreshold;
  ClockKind clock = ClockKind::kRespond;  // of a threshold
  int percent = 0;
  int step = 0;  // of a call
  friend auto operator<=>(const DueMoment&, const DueMoment&) = default;
};

// None while the clocks do not run, or when nothing is left. `policy` is that of the state.
std::optional<DueMoment> FindDueMoment(const EscalationPolicy& policy, const EscalationState& state,
                                       const EscalationWorld& world);

// The policy's calendar, Monday to Friday when the world has none of that name.
const WorkingCalendar& CalendarOf(const EscalationPolicy& policy, const EscalationWorld& world);

}  // namespace xunjian
