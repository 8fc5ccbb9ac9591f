#pragma once

#include <fmt/format.h>

#include <string>
#include <vector>

#include "collector/escalation/escalation_engine.h"

// Short words for the tests of the engine.
namespace xunjian {

// "14:05 call 1/province/p/0/0 x2 wang", "14:05 respond 75 province", "14:05 handed over
// province call-centre", "14:05 raised III II restore"; the time as `clock` shows it.
template <class ClockText>
std::string InWords(const EscalationEvent& event, ClockText clock) {
  if (const auto* due = std::get_if<StepDue>(&event)) {
    std::string text = fmt::format("{} call {}", clock(due->due_at), ToString(due->key));
    if (due->count > 1) text += fmt::format(" x{}", due->count);
    for (const Recipient& to : due->to)
      text += " " + (to.person.empty() ? to.target.name : to.person);
    for (const EscalationTarget& target : due->nobody) text += " !" + target.name;
    return text;
  }
  if (const auto* crossed = std::get_if<ThresholdCrossed>(&event)) {
    return fmt::format("{} {} {} {}", clock(crossed->at), ToString(crossed->clock),
                       crossed->percent, ToString(crossed->tier));
  }
  if (const auto* raised = std::get_if<GradeRaised>(&event)) {
    return fmt::format("{} raised {} {} {}", clock(raised->at), ToString(raised->from),
                       ToString(raised->to), ToString(raised->missed));
  }
  const auto& handed = std::get<HandedOver>(event);
  return fmt::format("{} handed over {} {}", clock(handed.at), ToString(handed.from),
                     ToString(handed.to));
}

// One incident that is advanced again and again.
struct EscalationCase {
  EscalationRules rules;
  EscalationWorld world;
  EscalationFacts facts;
  EscalationState state;
  std::optional<Timestamp> next;

  std::vector<EscalationEvent> At(Timestamp now) {
    EscalationOutcome outcome = Advance(rules, std::move(state), facts, now, world);
    state = std::move(outcome.state);
    next = outcome.next;
    return std::move(outcome.events);
  }
};

}  // namespace xunjian
