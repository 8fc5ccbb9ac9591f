#include "collector/escalation/due_moment.h"

#include <algorithm>

namespace xunjian {
namespace {

constexpr std::array kThresholds = {75, 100};  // percent

// Collects what could be next and keeps the earliest.
class Search {
 public:
  Search(const EscalationPolicy& policy, const EscalationState& state, const EscalationWorld& world)
      : policy_(policy),
        state_(state),
        calendar_(CalendarOf(policy, world)),
        visit_(state.visits.back()) {}

  std::optional<DueMoment> Run() {
    LookAtClock(ClockKind::kRestore, state_.restore, TimeBase(calendar_, policy_.working_time),
                policy_.restore, state_.crossed);
    if (const TierPolicy* tier = FindTier(policy_, visit_.tier)) {
      LookAtTier(*tier);
    } else if (NextTier(policy_, visit_.tier)) {
      // A policy without the present tier: the one above takes it at once.
      Offer({state_.advanced_to, DueMoment::Kind::kHandOver});
    }
    return earliest_;
  }

 private:
  void LookAtTier(const TierPolicy& tier) {
    const TimeBase base(calendar_, tier.working_time);
    LookAtClock(ClockKind::kRespond, visit_.respond, base, tier.respond, visit_.crossed);
    for (std::size_t i = 0; i < tier.steps.size(); ++i) {
      LookAtStep(tier.steps[i], static_cast<int>(i), base);
    }
    if (!tier.hand_over || !NextTier(policy_, tier.tier)) return;
    LookAtClock(ClockKind::kHandOver, visit_.owned, base, *tier.hand_over, visit_.crossed);
    OfferAt(visit_.owned.DueAt(base, base.LengthOf(*tier.hand_over)), DueMoment::Kind::kHandOver);
  }

  void LookAtClock(ClockKind clock, const ClockLog& log, const TimeBase& base,
                   const ClockAmount& goal, const std::set<ThresholdMark>& crossed) {
    const Duration length = base.LengthOf(goal);
    for (const int percent : kThresholds) {
      if (crossed.count({clock, percent, policy_.name}) > 0) continue;
      OfferAt(log.DueAt(base, ShareOf(length, percent)), DueMoment::Kind::kThreshold, clock,
              percent);
    }
  }

  void LookAtStep(const EscalationStep& step, int index, const TimeBase& base) {
    const auto made = visit_.calls.find({policy_.name, index});
    const int calls = made == visit_.calls.end() ? 0 : made->second;
    if (calls > step.repeats) return;
    if (!step.all_must_ack && !visit_.acknowledged_by.empty()) return;
    Duration delay = base.LengthOf(step.after);
    if (step.repeat) delay += calls * base.LengthOf(*step.repeat);
    std::optional<Timestamp> at = visit_.owned.DueAt(base, delay);
    if (!at) return;
    at = std::max(*at, state_.advanced_to);
    if (step.only_in_working_time) at = NextWorkingTime(*at);
    if (at) Offer({.at = *at, .kind = DueMoment::Kind::kCall, .step = index});
  }

  std::optional<Timestamp> NextWorkingTime(Timestamp at) const {
    const Result<Timestamp> next = calendar_.NextWorkingTime(at);
    if (!next) return std::nullopt;
    return *next;
  }

  void OfferAt(std::optional<Timestamp> at, DueMoment::Kind kind,
               ClockKind clock = ClockKind::kRespond, int percent = 0) {
    if (at) Offer({std::max(*at, state_.advanced_to), kind, clock, percent});
  }

  void Offer(const DueMoment& moment) {
    if (!earliest_ || moment < *earliest_) earliest_ = moment;
  }

  const EscalationPolicy& policy_;
  const EscalationState& state_;
  const WorkingCalendar& calendar_;
  const TierVisit& visit_;
  std::optional<DueMoment> earliest_;
};

}  // namespace

const WorkingCalendar& CalendarOf(const EscalationPolicy& policy, const EscalationWorld& world) {
  static const WorkingCalendar kMondayToFriday;
  const auto found = world.calendars.find(policy.calendar);
  return found == world.calendars.end() ? kMondayToFriday : found->second;
}

std::optional<DueMoment> FindDueMoment(const EscalationPolicy& policy, const EscalationState& state,
                                       const EscalationWorld& world) {
  if (state.visits.empty() || !state.restore.IsRunning()) return std::nullopt;
  return Search(policy, state, world).Run();
}

}  // namespace xunjian
