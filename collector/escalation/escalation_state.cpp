#include "collector/escalation/escalation_state.h"

namespace xunjian {

void BeginVisit(EscalationState& state, Tier tier, Timestamp at) {
  if (!state.visits.empty()) {
    state.visits.back().owned.Stop(at);
    state.visits.back().respond.Stop(at);
  }
  TierVisit visit;
  visit.tier = tier;
  visit.owned.Start(at);
  visit.respond.Start(at);
  if (!state.restore.IsRunning()) {
    visit.owned.Pause(at);
    visit.respond.Pause(at);
  }
  state.visits.push_back(std::move(visit));
}

}  // namespace xunjian
