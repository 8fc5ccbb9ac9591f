#include "collector/incident/check_state.h"

namespace xunjian {
namespace {

struct Hardness {
  StateKind kind;
  int attempt;
};

Hardness HardnessOf(const CheckState* previous, Outcome outcome, int attempts) {
  if (!IsProblem(outcome)) return {StateKind::kHard, 1};
  if (!previous || !IsProblem(previous->outcome)) {
    return {attempts <= 1 ? StateKind::kHard : StateKind::kSoft, 1};
  }
  if (previous->kind == StateKind::kHard) return {StateKind::kHard, previous->attempt};
  const int attempt = previous->attempt + 1;
  return {attempt >= attempts ? StateKind::kHard : StateKind::kSoft, attempt};
}

void NoteFailing(CheckState& state, const CheckState* previous, const ResultRef& ref) {
  const bool run_goes_on = previous && IsProblem(previous->outcome);
  if (!run_goes_on) state.first_failing = ref;
  state.last_failing = ref;
}

}  // namespace

bool IsProblem(Outcome outcome) {
  switch (outcome) {
    case Outcome::kWarning:
    case Outcome::kCritical:
    case Outcome::kUnknown:
    case Outcome::kDenied:
      return true;
    case Outcome::kOk:
    case Outcome::kInfo:
    case Outcome::kNotApplicable:
    case Outcome::kSkipped:
      return false;
  }
  return true;
}

bool IsHardProblem(const CheckState& state) {
  return IsProblem(state.outcome) && state.kind == StateKind::kHard;
}

CheckState NextState(const StateKey& key, std::string_view check, const CheckState* previous,
                     const ItemResult& item, const ResultFacts& facts) {
  const auto [kind, attempt] = HardnessOf(previous, item.outcome, facts.attempts);
  CheckState state;
  state.key = key;
  state.check = check;
  state.outcome = item.outcome;
  state.code = item.code;
  state.arguments = item.arguments;
  state.kind = kind;
  state.attempt = attempt;
  state.since = facts.observed_at;
  state.observed_at = facts.observed_at;
  state.newest = facts.ref;
  if (previous) {
    if (previous->outcome == item.outcome) state.since = previous->since;
    state.first_failing = previous->first_failing;
    state.last_failing = previous->last_failing;
  }
  if (IsProblem(item.outcome)) NoteFailing(state, previous, facts.ref);
  return state;
}

}  // namespace xunjian
