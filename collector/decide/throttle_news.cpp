#include <algorithm>
#include <map>
#include <set>

#include "collector/decide/stages.h"

namespace xunjian {
namespace {

constexpr auto kGather = NewsDeadlineKind::kGather;
constexpr auto kRestate = NewsDeadlineKind::kRestate;

// The deadlines of the model with what this event makes of them.
class Deadlines {
 public:
  explicit Deadlines(const std::map<NewsDeadlineKey, Timestamp>& kept) : kept_(kept) {}

  std::optional<Timestamp> Find(const NewsDeadlineKey& key) const {
    if (const auto edit = edits_.find(key); edit != edits_.end()) return edit->second;
    const auto found = kept_.find(key);
    return found == kept_.end() ? std::nullopt : std::optional(found->second);
  }
  void Set(const NewsDeadlineKey& key, std::optional<Timestamp> due) {
    if (Find(key) != due) edits_[key] = due;
  }
  void Forget(std::uint64_t incident) {
    for (const NewsDeadlineKind kind : {kGather, kRestate}) Set({incident, kind}, std::nullopt);
  }
  void Finish(Changes& changes) const {
    for (const auto& [key, due] : edits_) {
      if (due) {
        changes.deadlines.push_back({key, *due});
      } else if (kept_.contains(key)) {
        changes.removed_deadlines.push_back(key);
      }
    }
  }

 private:
  const std::map<NewsDeadlineKey, Timestamp>& kept_;
  std::map<NewsDeadlineKey, std::optional<Timestamp>> edits_;
};

class Throttle {
 public:
  explicit Throttle(Draft& draft)
      : draft_(draft), policy_(*draft.rules.policy), deadlines_(draft.model.deadlines) {}

  void TellActs() {
    for (const TimelineEntry& act : draft_.changes.timeline) {
      if (act.kind == news::kOpened) {
        opened_.insert(act.incident);
        Tell(act.incident, news::kOpened);
        RestateAfter(act.incident, policy_.restate);
      } else if (act.kind == news::kAcknowledged) {
        Tell(act.incident, news::kAcknowledged);
        deadlines_.Set({act.incident, kRestate}, std::nullopt);
      } else if (act.kind == news::kSolved) {  // which says all that an update would say
        Tell(act.incident, news::kSolved);
        deadlines_.Forget(act.incident);
      } else if (act.kind == "joined") {
        Gather(act.incident);
      }
    }
  }

  void TellDue() {
    for (const auto& [key, due] : draft_.model.deadlines) {
      if (due > draft_.now) continue;
      deadlines_.Set(key, std::nullopt);
      const Incident* incident = draft_.FindIncident(key.incident);
      if (!incident || incident->facts.solved_at) continue;
      if (key.kind == kGather) Tell(key.incident, news::kUpdated);
      if (key.kind == kRestate) Restate(*incident);
    }
  }

  // What opened before is restated at this pace, and no later than it was to be.
  void TakePace(const Policy& policy) {
    for (const auto& [id, incident] : draft_.model.incidents) {
      if (incident.facts.status != IncidentStatus::kOpen) continue;
      const auto due = deadlines_.Find({id, kRestate});
      const bool sooner = due && *due < draft_.now + policy.restate;
      if (!sooner || policy.restate == Duration::zero()) RestateAfter(id, policy.restate);
    }
  }

  void Finish() { deadlines_.Finish(draft_.changes); }

 private:
  void Tell(std::uint64_t incident, std::string_view kind) {
    draft_.told.push_back({incident, kind});
  }

  void RestateAfter(std::uint64_t incident, Duration pace) {
    const bool never = pace == Duration::zero();
    deadlines_.Set({incident, kRestate}, never ? std::nullopt : std::optional(draft_.now + pace));
  }

  // The call that opens it goes at once and names whoever came with it.
  void Gather(std::uint64_t incident) {
    if (opened_.contains(incident)) return;
    if (policy_.gather == Duration::zero()) {
      if (updated_.insert(incident).second) Tell(incident, news::kUpdated);
      return;
    }
    const NewsDeadlineKey key{incident, kGather};
    if (!deadlines_.Find(key)) deadlines_.Set(key, draft_.now + policy_.gather);
  }

  void Restate(const Incident& incident) {
    if (incident.facts.status != IncidentStatus::kOpen) return;
    RestateAfter(incident.facts.id, policy_.restate);
    if (policy_.restate > Duration::zero()) Tell(incident.facts.id, news::kRestated);
  }

  Draft& draft_;
  const Policy& policy_;
  Deadlines deadlines_;
  std::set<std::uint64_t> opened_;   // by this event
  std::set<std::uint64_t> updated_;  // without a wait
};

}  // namespace

void ThrottleNews(Draft& draft) {
  Throttle throttle(draft);
  throttle.TellActs();
  if (std::holds_alternative<Tick>(draft.event)) throttle.TellDue();
  if (draft.changes.policy_in_force) throttle.TakePace(*draft.changes.policy_in_force);
  // A database of a program that knew no restatements has no deadlines.
  if (std::holds_alternative<CollectorStarted>(draft.event)) throttle.TakePace(*draft.rules.policy);
  throttle.Finish();
}

}  // namespace xunjian
