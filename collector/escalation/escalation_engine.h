#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "collector/escalation/duty_roster.h"
#include "collector/escalation/escalation_state.h"
#include "collector/escalation/step_key.h"
#include "proto/words/operator_words.h"

// What is due for one incident, and when to look again. Pure: time is an argument.
namespace xunjian {

struct Acknowledgement {
  std::string person;  // never the system: what a machine does is no response
  Timestamp at;
};

// What holds at `now`.
struct EscalationFacts {
  std::uint64_t incident = 0;
  Timestamp since;  // when its clocks begin; looked at once
  Tier first_tier = Tier::kProvince;
  EscalationSubject subject;
  IncidentGrade grade =
      IncidentGrade::kFour;  // as assessed; what missed clocks add is the engine's
  IncidentStatus status = IncidentStatus::kOpen;
  bool paused = false;  // waits for somebody outside
  // All of them, the oldest first; each counts for the tier that owns the incident at its time.
  std::vector<Acknowledgement> acknowledgements;
};

// What the engine may ask while it decides.
struct EscalationWorld {
  std::map<std::string, WorkingCalendar, std::less<>> calendars;  // "": the installation's own
  DutyRosters rosters;
  std::map<std::string, std::vector<std::string>, std::less<>>
      roles;  // who holds them, at its site
};

struct Recipient {
  EscalationTarget target;  // through which the person is called
  std::string person;       // "" for an address of a channel
  friend bool operator==(const Recipient&, const Recipient&) = default;
};

// Call these people now. After an outage several calls of a step are one: `key.repeat` is the last
// of them, `count` how many there are.
struct StepDue {
  StepKey key;
  Timestamp due_at;  // of the first of them
  int count = 1;
  std::vector<Recipient> to;  // who has duty at `now`; empty only when the fallback has nobody, too
  std::vector<EscalationTarget> nobody;  // targets behind whom nobody is: a finding
  bool used_fallback = false;            // called in their place
  friend bool operator==(const StepDue&, const StepDue&) = default;
};

struct ThresholdCrossed {
  ClockKind clock = ClockKind::kRespond;
  int percent = 100;
  Tier tier = Tier::kProvince;  // the owner
  Timestamp at;
  friend bool operator==(const ThresholdCrossed&, const ThresholdCrossed&) = default;
};

struct GradeRaised {
  IncidentGrade from = IncidentGrade::kFour;
  IncidentGrade to = IncidentGrade::kFour;
  ClockKind missed = ClockKind::kRestore;  // the reason
  Timestamp at;
  friend bool operator==(const GradeRaised&, const GradeRaised&) = default;
};

struct HandedOver {
  Tier from = Tier::kProvince;
  Tier to = Tier::kProvince;
  Timestamp at;
  friend bool operator==(const HandedOver&, const HandedOver&) = default;
};

using EscalationEvent = std::variant<StepDue, ThresholdCrossed, GradeRaised, HandedOver>;

struct EscalationOutcome {
  EscalationState state;
  std::vector<EscalationEvent> events;  // in the order they were due
  std::optional<Timestamp> next;        // the next moment at which something is due; a deadline
};

// Everything that was due up to `now` and was not done, and then what the facts change. What was
// due before the facts became true is done as if it had been looked at in time; at the same moment
// facts come first. Time does not go back: an earlier `now` counts as the last one.
EscalationOutcome Advance(const EscalationRules& rules, EscalationState state,
                          const EscalationFacts& facts, Timestamp now,
                          const EscalationWorld& world);

// Acts of people; each wants the state advanced to `at` before, and again afterwards.
// Up to the policy's next tier before its clock ran out. kConflict when there is none, or when the
// incident is solved.
Result<EscalationState> HandUp(const EscalationRules& rules, EscalationState state, Timestamp at);
// Back to the tier it came from. kInvalidArgument without a reason; kConflict when it came from
// none, or when this tier has bounced it before.
Result<EscalationState> Bounce(EscalationState state, std::string_view reason, Timestamp at);

}  // namespace xunjian
