#include "cli/overdue_results.h"

#include "checks/api/reasons.h"

namespace xunjian {
namespace {

bool MarkItem(CheckResult& result, const StateRow& state) {
  bool found = false;
  for (ItemResult& item : result.items) {
    if (item.observed.item != state.item) continue;
    item.outcome = Outcome::kUnknown;
    item.code = reason::kOverdue;
    item.arguments = {{"since", FormatRfc3339(state.observed_at)}};
    found = true;
  }
  return found;
}

CheckResult Silent(const StateRow& state) {
  return ResultOf(state.check,
                  NotRead{.outcome = Outcome::kUnknown,
                          .code = std::string(reason::kOverdue),
                          .arguments = {{"since", FormatRfc3339(state.observed_at)}}},
                  state.observed_at, Duration());
}

}  // namespace

std::vector<CheckResult> WithOverdue(std::vector<CheckResult> results,
                                     const std::vector<StateRow>& states) {
  for (const StateRow& state : states) {
    if (!state.overdue) continue;
    bool found = false;
    for (CheckResult& result : results) {
      if (result.check == state.check && MarkItem(result, state)) found = true;
    }
    if (!found) results.push_back(Silent(state));
  }
  return results;
}

}  // namespace xunjian
