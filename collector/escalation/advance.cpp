#include <algorithm>

#include "collector/escalation/address_call.h"
#include "collector/escalation/due_moment.h"
#include "collector/escalation/escalation_engine.h"
#include "collector/escalation/resolve_targets.h"

namespace xunjian {
namespace {

constexpr Duration kLeast{1};

bool IsOver(IncidentStatus status) {
  return status == IncidentStatus::kSolved || status == IncidentStatus::kConfirmed;
}

class Advancing {
 public:
  Advancing(const EscalationRules& rules, EscalationState state, const EscalationFacts& facts,
            Timestamp now, const EscalationWorld& world)
      : rules_(rules), facts_(facts), world_(world), state_(std::move(state)), now_(now) {}

  EscalationOutcome Run() {
    Begin();
    now_ = std::max(now_, state_.advanced_to);
    TakeAcknowledgements();
    DoUntil(now_ - kLeast);
    state_.advanced_to = now_;  // what the facts make due is due now, not in the past
    TakeFacts();
    DoUntil(now_);
    AddressCalls();
    const std::optional<DueMoment> next = Find();
    return {std::move(state_), std::move(events_), next ? std::optional(next->at) : std::nullopt};
  }

 private:
  void Begin() {
    if (!state_.visits.empty()) return;
    const Timestamp since = std::min(facts_.since, now_);
    state_.advanced_to = since;
    state_.subject = facts_.subject;
    state_.assessed = facts_.grade;
    state_.restore.Start(since);
    const EscalationPolicy* policy = Policy();
    const bool has_tier = policy && FindTier(*policy, facts_.first_tier);
    const TierPolicy* after = policy && !has_tier ? NextTier(*policy, facts_.first_tier) : nullptr;
    BeginVisit(state_, after ? after->tier : facts_.first_tier, since);
    if (IsOver(facts_.status)) StopClocks(since);  // nobody is called for what is past
  }

  // Each at its own time, so that it settles nothing that was due before it.
  void TakeAcknowledgements() {
    const auto& all = facts_.acknowledgements;
    for (; state_.acknowledgements < all.size(); ++state_.acknowledgements) {
      const Acknowledgement& next = all[state_.acknowledgements];
      if (next.at > now_) break;
      const Timestamp at = std::max(next.at, state_.advanced_to);
      DoUntil(at - kLeast);
      state_.visits.back().acknowledged_by.insert(next.person);
      state_.visits.back().respond.Stop(at);
    }
  }

  void TakeFacts() {
    state_.subject = facts_.subject;
    if (state_.assessed != facts_.grade) {
      state_.assessed = facts_.grade;
      state_.raised = 0;  // a person looked at it and decided
    }
    if (IsOver(facts_.status)) return StopClocks(now_);
    if (state_.restore.IsStopped()) Reopen();
    facts_.paused ? PauseClocks() : StartClocks();
  }

  void StopClocks(Timestamp at) {
    state_.restore.Stop(at);
    state_.visits.back().owned.Stop(at);
    state_.visits.back().respond.Stop(at);
  }

  // The same tier, called anew; the total clock goes on where it stopped.
  void Reopen() {
    state_.restore.Start(now_);
    BeginVisit(state_, state_.visits.back().tier, now_);
  }

  void PauseClocks() {
    state_.restore.Pause(now_);
    state_.visits.back().owned.Pause(now_);
    state_.visits.back().respond.Pause(now_);
  }

  void StartClocks() {
    TierVisit& visit = state_.visits.back();
    state_.restore.Start(now_);
    visit.owned.Start(now_);
    if (!visit.respond.IsStopped()) visit.respond.Start(now_);
  }

  const EscalationPolicy* Policy() const {
    return ChoosePolicy(rules_, state_.subject, GradeOf(state_));
  }

  std::optional<DueMoment> Find() const {
    const EscalationPolicy* policy = Policy();
    return policy ? FindDueMoment(*policy, state_, world_) : std::nullopt;
  }

  void DoUntil(Timestamp limit) {
    for (auto moment = Find(); moment && moment->at <= limit; moment = Find()) {
      state_.advanced_to = moment->at;
      Do(*moment);
    }
  }

  void Do(const DueMoment& moment) {
    const EscalationPolicy& policy = *Policy();
    switch (moment.kind) {
      case DueMoment::Kind::kThreshold:
        return Cross(policy, moment);
      case DueMoment::Kind::kCall:
        return Call(policy, moment);
      case DueMoment::Kind::kHandOver:
        return HandOver(policy, moment.at);
    }
  }

  void Cross(const EscalationPolicy& policy, const DueMoment& moment) {
    TierVisit& visit = state_.visits.back();
    const bool total = moment.clock == ClockKind::kRestore;
    (total ? state_.crossed : visit.crossed).insert({moment.clock, moment.percent, policy.name});
    events_.emplace_back(ThresholdCrossed{moment.clock, moment.percent, visit.tier, moment.at});
    if (moment.percent == 100) RaiseFor(moment.clock, moment.at);
  }

  // Once for each clock: a graver policy may find the same clock missed again at once.
  void RaiseFor(ClockKind clock, Timestamp at) {
    if (rules_.grading.raise_on_missed.count(clock) == 0) return;
    const std::size_t visit = clock == ClockKind::kRestore ? 0 : state_.visits.size();
    const IncidentGrade from = GradeOf(state_);
    if (from == IncidentGrade::kOne || !state_.missed.insert({clock, visit}).second) return;
    ++state_.raised;
    events_.emplace_back(GradeRaised{from, GradeOf(state_), clock, at});
  }

  void HandOver(const EscalationPolicy& policy, Timestamp at) {
    const Tier from = state_.visits.back().tier;
    const Tier to = NextTier(policy, from)->tier;
    BeginVisit(state_, to, at);
    events_.emplace_back(HandedOver{from, to, at});
  }

  void Call(const EscalationPolicy& policy, const DueMoment& moment) {
    TierVisit& visit = state_.visits.back();
    const int repeat = visit.calls[{policy.name, moment.step}]++;
    if (IsSettled(policy, visit, moment)) return;
    StepKey key{facts_.incident, state_.visits.size(), visit.tier,
                policy.name,     moment.step,          repeat};
    if (StepDue* same = FindCall(key)) {
      same->key = std::move(key);
      ++same->count;
    } else {
      events_.emplace_back(StepDue{.key = std::move(key), .due_at = moment.at});
    }
  }

  // By those who have duty when the call is due: who comes later is asked at the next repeat.
  bool IsSettled(const EscalationPolicy& policy, const TierVisit& visit,
                 const DueMoment& moment) const {
    const TierPolicy* tier = FindTier(policy, visit.tier);
    const EscalationStep& step = tier->steps.at(static_cast<std::size_t>(moment.step));
    return step.all_must_ack &&
           AllAcknowledged(ResolveTargets(policy, step, world_, moment.at), visit.acknowledged_by);
  }

  // Several calls of a step that are due at once are one: people know after the first.
  StepDue* FindCall(const StepKey& key) {
    for (EscalationEvent& event : events_) {
      auto* due = std::get_if<StepDue>(&event);
      if (due && due->key.visit == key.visit && due->key.policy == key.policy &&
          due->key.step == key.step) {
        return due;
      }
    }
    return nullptr;
  }

  void AddressCalls() {
    for (EscalationEvent& event : events_) {
      if (auto* due = std::get_if<StepDue>(&event)) {
        AddressCall(*due, rules_, state_, world_, now_);
      }
    }
  }

  const EscalationRules& rules_;
  const EscalationFacts& facts_;
  const EscalationWorld& world_;
  EscalationState state_;
  Timestamp now_;
  std::vector<EscalationEvent> events_;
};

}  // namespace

EscalationOutcome Advance(const EscalationRules& rules, EscalationState state,
                          const EscalationFacts& facts, Timestamp now,
                          const EscalationWorld& world) {
  return Advancing(rules, std::move(state), facts, now, world).Run();
}

}  // namespace xunjian
