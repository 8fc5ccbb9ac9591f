#include <algorithm>
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

// NOT_APPLICABLE takes a state out of its incident without proving anything; SKIPPED says nothing.
void Report(Draft& draft, const CheckState* before, const CheckState& after) {
  if (IsProblem(after.outcome)) {
    draft.news.push_back(NewsOf(after, News::Kind::kFailed));
  } else if (IsGood(after.outcome) && before && !IsGood(before->outcome)) {
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
}

void Arrive(Draft& draft, Arrival arrival, const FreshResult& fresh) {
  if (arrival.overdue) {
    News heard;
    heard.kind = News::Kind::kPassed;
    heard.key = {{arrival.key.host, arrival.key.assignment, ""}, Trouble::kSilence};
    heard.check = arrival.check;
    heard.outcome = OverallOutcome(*fresh.result);
    heard.code = reason::kOk;
    heard.ref = fresh.ref;
    draft.news.push_back(std::move(heard));
  }
  arrival.newest = fresh.ref;
  arrival.observed_at = fresh.result->observed_at;
  arrival.expected_from = draft.now;
  arrival.overdue = false;
  draft.PutArrival(std::move(arrival));
}

void SettleResult(Draft& draft, const FreshResult& fresh) {
  const CheckResult& result = *fresh.result;
  const RunKey key{draft.host, result.assignment};
  const RunModel* run = draft.model.FindRun(key);
  const Arrival* arrival = draft.FindArrival(key);
  if (!run || !run->assignment || !arrival) return;  // no longer assigned: history only
  if (fresh.ref <= arrival->newest) return;          // late: history only
  Arrive(draft, *arrival, fresh);

  const ResultFacts facts{fresh.ref, result.observed_at, run->assignment->attempts};
  for (const ItemResult& item : result.items) {
    SettleItem(draft, {draft.host, result.assignment, item.observed.item}, result.check, item,
               facts);
  }
  if (result.complete) VanishMissing(draft, key, *run, result, facts);
}

}  // namespace

void SettleStates(Draft& draft) {
  for (const FreshResult& fresh : draft.fresh) SettleResult(draft, fresh);
}

}  // namespace xunjian
