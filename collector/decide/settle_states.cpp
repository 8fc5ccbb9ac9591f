#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "checks/api/reasons.h"
#include "collector/decide/stages.h"

namespace xunjian {
namespace {

News NewsOf(const CheckState& state, News::Kind kind) {
  News news;
  news.kind = kind;
  news.key = {state.key, Trouble::kOutcome};
  news.check = state.check;
  news.outcome = state.outcome;
  news.code = state.code;
  news.arguments = state.arguments;
  news.ref = state.newest;
  news.first_failing = state.first_failing;
  news.opens = IsHardProblem(state);
  return news;
}

// A state without a past may be that of a check that was withdrawn from an incident and assigned
// anew. NOT_APPLICABLE takes a state out of its incident without proving anything; SKIPPED says
// nothing.
void Report(Draft& draft, const CheckState* before, const CheckState& after) {
  if (IsProblem(after.outcome)) {
    draft.news.push_back(NewsOf(after, News::Kind::kFailed));
  } else if (IsGood(after.outcome) && (!before || !IsGood(before->outcome))) {
    draft.news.push_back(NewsOf(after, News::Kind::kPassed));
  } else if (after.outcome == Outcome::kNotApplicable && before) {
    draft.news.push_back(NewsOf(after, News::Kind::kWithdrawn));
  }
}

void SettleItem(Draft& draft, const StateKey& key, const std::string& check, const ItemResult& item,
                const ResultFacts& facts) {
  const CheckState* before = draft.FindState(key);
  CheckState after = NextState(key, check, before, item, facts);
  Report(draft, before, after);
  draft.PutState(std::move(after));
}

// A complete result without the item: it is gone, and so is its trouble.
void Vanish(Draft& draft, const StateKey& key, const ResultFacts& facts) {
  const CheckState* before = draft.FindState(key);
  if (!before) return;
  if (!IsGood(before->outcome)) {
    CheckState gone = *before;
    gone.outcome = Outcome::kNotApplicable;
    gone.code = reason::kVanished;
    gone.arguments.clear();
    gone.newest = facts.ref;
    draft.news.push_back(NewsOf(gone, News::Kind::kPassed));
  }
  draft.RemoveState(key);
}

void VanishMissing(Draft& draft, const RunKey& key, const RunModel& run, const CheckResult& result,
                   const ResultFacts& facts) {
  std::set<std::string_view> found;
  for (const ItemResult& item : result.items) found.insert(item.observed.item);
  for (const auto& [item, state] : run.states) {
    if (!found.contains(item)) Vanish(draft, {key.host, key.assignment, item}, facts);
  }
  // What an older result of the same batch brought.
  for (const StateKey& state : draft.TouchedStatesOf(key)) {
    if (!found.contains(state.item)) Vanish(draft, state, facts);
  }
}

// One assignment while a batch is settled: its arrival in the making, and the shape that changes
// nothing.
struct RunInHand {
  const RunModel* run = nullptr;
  Arrival arrival;
  std::shared_ptr<const ResultShape> steady_shape;
  Timestamp settled_at;
  bool touched = false;
  bool settled = false;
};

// States of good items do not change with every result: while the results of an assignment keep one
// shape, its arrival alone moves on. Now and then they are settled all the same, so that the
// numbers in their reasons are never older than this.
constexpr Duration kSettleAgain = std::chrono::minutes(5);

// By value: a replay has the same shapes, at other addresses.
bool IsSame(const std::shared_ptr<const ResultShape>& shape,
            const std::shared_ptr<const ResultShape>& other) {
  return shape == other || (other && shape->bytes() == other->bytes());
}

class BatchSettler {
 public:
  explicit BatchSettler(Draft& draft) : draft_(draft), by_shape_(draft.batch->shapes().size()) {}

  void Settle(const FreshResult& fresh) {
    RunInHand* run = RunOf(fresh.row->shape);
    if (!run || fresh.ref <= run->arrival.newest) return;  // not assigned, or late: history only
    const auto& shape = draft_.batch->shapes()[fresh.row->shape];
    const bool changes_nothing = IsSame(shape, run->steady_shape) && !run->arrival.overdue &&
                                 draft_.now - run->settled_at < kSettleAgain;
    if (!changes_nothing) SettleItems(*run, fresh);
    run->touched = true;
    run->arrival.newest = fresh.ref;
    run->arrival.observed_at = std::min(fresh.row->observed_at, draft_.now);
    draft_.ExpectFromNow(run->arrival);
  }

  void Finish() {
    for (auto& [assignment, run] : runs_) {
      if (!run.touched) continue;
      if (run.settled) {
        draft_.changes.shapes.push_back({run.arrival.key, run.steady_shape, run.settled_at});
      }
      draft_.PutArrival(std::move(run.arrival));
    }
  }

 private:
  RunInHand* RunOf(std::uint32_t shape) {
    auto& known = by_shape_[shape];
    if (!known) known = FindRun(draft_.batch->shapes()[shape]->skeleton().assignment);
    return *known;
  }

  RunInHand* FindRun(const std::string& assignment) {
    const auto run = draft_.host->runs.find(assignment);
    if (run == draft_.host->runs.end() || !run->second.assignment) return nullptr;
    if (run->second.arrival.key.assignment.empty()) return nullptr;
    const auto [in_hand, first] = runs_.try_emplace(assignment);
    if (first) {
      in_hand->second.run = &run->second;
      in_hand->second.arrival = run->second.arrival;
      in_hand->second.steady_shape = run->second.steady_shape;
      in_hand->second.settled_at = run->second.settled_at;
    }
    return &in_hand->second;
  }

  void SettleItems(RunInHand& run, const FreshResult& fresh) {
    const CheckResult result = draft_.batch->ResultOf(*fresh.row);
    if (run.arrival.overdue) BreakSilence(run.arrival, result, fresh.ref);
    const RunKey& key = run.arrival.key;
    const ResultFacts facts{fresh.ref, std::min(result.observed_at, draft_.now),
                            run.run->assignment->attempts};
    for (const ItemResult& item : result.items) {
      SettleItem(draft_, {key.host, key.assignment, item.observed.item}, result.check, item, facts);
    }
    if (result.complete) VanishMissing(draft_, key, *run.run, result, facts);
    run.arrival.steady =
        result.complete && std::ranges::none_of(result.items, [](const auto& item) {
          return IsProblem(item.outcome);
        });
    run.steady_shape = run.arrival.steady ? draft_.batch->shapes()[fresh.row->shape] : nullptr;
    run.settled_at = draft_.now;
    run.settled = true;
  }

  void BreakSilence(Arrival& arrival, const CheckResult& result, const ResultRef& ref) {
    News heard;
    heard.kind = News::Kind::kPassed;
    heard.key = {{arrival.key.host, arrival.key.assignment, ""}, Trouble::kSilence};
    heard.check = arrival.check;
    heard.outcome = OverallOutcome(result);
    heard.code = reason::kOk;
    heard.ref = ref;
    draft_.news.push_back(std::move(heard));
    arrival.overdue = false;
  }

  Draft& draft_;
  std::map<std::string, RunInHand, std::less<>> runs_;
  std::vector<std::optional<RunInHand*>> by_shape_;
};

}  // namespace

void SettleStates(Draft& draft) {
  if (draft.fresh.empty()) return;
  BatchSettler settler(draft);
  for (const FreshResult& fresh : draft.fresh) settler.Settle(fresh);
  settler.Finish();
}

}  // namespace xunjian
