#include "checks/api/check_result.h"

#include <algorithm>

#include "checks/api/reasons.h"

namespace xunjian {
namespace {

CheckResult EmptyResult(std::string_view check, Timestamp at, Duration duration) {
  CheckResult result;
  result.check = check;
  result.observed_at = at;
  result.duration = duration;
  return result;
}

ItemResult NotJudged(const ObservedItem& observed) {
  ItemResult item;
  item.observed = observed;
  item.code = reason::kNotJudged;
  return item;
}

ItemResult Join(const Observation& observation, Verdict verdict) {
  ItemResult item;
  if (const ObservedItem* observed = observation.Find(verdict.item)) item.observed = *observed;
  item.observed.item = std::move(verdict.item);
  item.outcome = verdict.outcome;
  item.code = std::move(verdict.code);
  item.arguments = std::move(verdict.arguments);
  item.readings = std::move(verdict.readings);
  return item;
}

bool Judged(const std::vector<ItemResult>& items, std::string_view name) {
  return std::any_of(items.begin(), items.end(),
                     [name](const ItemResult& item) { return item.observed.item == name; });
}

}  // namespace

Outcome OverallOutcome(const CheckResult& result) {
  if (result.items.empty()) return Outcome::kUnknown;
  Outcome worst = result.items.front().outcome;
  for (const ItemResult& item : result.items) worst = Worse(worst, item.outcome);
  return worst;
}

CheckResult ResultOf(std::string_view check, const NotRead& not_read, Timestamp at,
                     Duration duration) {
  CheckResult result = EmptyResult(check, at, duration);
  result.complete = false;
  ItemResult item;
  item.outcome = not_read.outcome;
  item.code = not_read.code;
  item.arguments = not_read.arguments;
  result.items.push_back(std::move(item));
  return result;
}

CheckResult ResultOf(std::string_view check, const Observation& observation,
                     std::vector<Verdict> verdicts, Timestamp at, Duration duration) {
  CheckResult result = EmptyResult(check, at, duration);
  result.complete = observation.complete;
  result.items.reserve(verdicts.size());
  for (Verdict& verdict : verdicts) result.items.push_back(Join(observation, std::move(verdict)));
  for (const ObservedItem& observed : observation.items) {
    if (!Judged(result.items, observed.item)) result.items.push_back(NotJudged(observed));
  }
  return result;
}

}  // namespace xunjian
