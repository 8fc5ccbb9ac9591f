#include "checks/api/reasons.h"
#include "collector/decide/stages.h"

namespace xunjian {
namespace {

void FallSilent(Draft& draft, Arrival arrival) {
  News silent;
  silent.kind = News::Kind::kFailed;
  silent.key = {{arrival.key.host, arrival.key.assignment, ""}, Trouble::kSilence};
  silent.check = arrival.check;
  silent.outcome = Outcome::kUnknown;
  silent.code = reason::kOverdue;
  silent.arguments = {{"since", FormatRfc3339(arrival.expected_from)}};
  silent.opens = true;
  draft.news.push_back(std::move(silent));
  arrival.overdue = true;
  draft.PutArrival(std::move(arrival));
}

}  // namespace

void NoticeSilence(Draft& draft) {
  if (!std::holds_alternative<Tick>(draft.event)) return;
  for (const auto& [name, host] : draft.model.hosts) {
    for (const auto& [id, run] : host.runs) {
      if (run.arrival.overdue || !run.assignment) continue;
      if (IsOverdue(run.arrival, *run.assignment, draft.model.listening_since, draft.now,
                    draft.rules.silence_grace)) {
        FallSilent(draft, run.arrival);
      }
    }
  }
}

}  // namespace xunjian
