#include "collector/decide/changes.h"

namespace xunjian {

bool Changes::HasRows() const {
  return !hosts.empty() || !agents.empty() || !epochs.empty() || !removed_epochs.empty() ||
         !tokens.empty() || !operators.empty() || policy || results || !gaps.empty() ||
         !states.empty() || !removed_states.empty() || !arrivals.empty() ||
         !removed_arrivals.empty() || !incidents.empty() || !members.empty() || !timeline.empty() ||
         !outbox.empty() || !deadlines.empty() || !removed_deadlines.empty() || event;
}

bool Changes::ChangesModel() const {
  return HasRows() || !assigned.empty() || !shapes.empty() || policy_in_force ||
         !sessions.empty() || deaf_until || !doubted_agent.empty();
}

}  // namespace xunjian
