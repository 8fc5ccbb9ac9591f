#include "agent/schedule/suspicion.h"

#include <functional>

namespace xunjian {
namespace {

bool NeedsNobody(Outcome outcome) {
  return IsGood(outcome) || outcome == Outcome::kNotApplicable || outcome == Outcome::kSkipped;
}

}  // namespace

Condition ConditionOf(const CheckResult& result) {
  Condition condition{.good = true, .fingerprint = 0};
  if (result.items.empty()) return {.good = false, .fingerprint = 0};
  for (const ItemResult& item : result.items) {
    if (NeedsNobody(item.outcome)) continue;
    condition.good = false;
    // A sum: the order of the items is no change.
    condition.fingerprint += std::hash<std::string>{}(item.observed.item) *
                             (2 * static_cast<std::uint64_t>(item.outcome) + 1);
  }
  return condition;
}

bool Suspicion::Note(const Condition& condition, int attempts) {
  if (condition.good || condition == settled_) {
    settled_ = condition;
    seen_ = 0;
    return false;
  }
  if (++seen_ < attempts) return true;
  settled_ = condition;
  seen_ = 0;
  return false;
}

}  // namespace xunjian
