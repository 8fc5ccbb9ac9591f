#include <set>

#include "checks/api/reasons.h"
#include "collector/decide/stages.h"

namespace xunjian {
namespace {

News WithdrawalOf(const CheckState& state) {
  News news;
  news.kind = News::Kind::kWithdrawn;
  news.key = {state.key, Trouble::kOutcome};
  news.check = state.check;
  news.outcome = state.outcome;
  news.code = reason::kUnassigned;
  return news;
}

News WithdrawalOf(const Arrival& arrival) {
  News news;
  news.kind = News::Kind::kWithdrawn;
  news.key = {{arrival.key.host, arrival.key.assignment, ""}, Trouble::kSilence};
  news.check = arrival.check;
  news.code = reason::kUnassigned;
  return news;
}

void ForgetRun(Draft& draft, const RunModel& run) {
  for (const auto& [item, state] : run.states) {
    draft.changes.removed_states.push_back(state.key);
    if (!IsGood(state.outcome)) draft.news.push_back(WithdrawalOf(state));
  }
  if (run.arrival.overdue) draft.news.push_back(WithdrawalOf(run.arrival));
  draft.changes.removed_arrivals.push_back(run.arrival.key);
}

void ForgetUnassigned(Draft& draft, const HostModel& host, const AssignmentSet& set) {
  std::set<std::string_view> assigned;
  for (const Assignment& assignment : set.assignments) assigned.insert(assignment.id);
  for (const auto& [id, run] : host.runs) {
    if (!assigned.contains(id)) ForgetRun(draft, run);
  }
}

// What is new, or is to come at another pace, is expected from now on: an hourly check that becomes
// one a minute is not an hour late. After a start the pace of before is not known, and taken to be
// the same: what was silent then goes on to be.
void ExpectNew(Draft& draft, const std::string& host, const AssignmentSet& set) {
  for (const Assignment& assignment : set.assignments) {
    const RunKey key{host, assignment.id};
    Arrival arrival;
    if (const Arrival* known = draft.FindArrival(key)) {
      const RunModel* run = draft.model.FindRun(key);
      const bool same_pace =
          run && (!run->assignment || run->assignment->interval == assignment.interval);
      if (same_pace || known->overdue) continue;
      arrival = *known;
    }
    arrival.key = key;
    arrival.check = assignment.check;
    draft.ExpectFromNow(arrival);
    draft.PutArrival(std::move(arrival));
  }
}

}  // namespace

void AssignHost(Draft& draft, const HostRecord& host, const Policy& policy) {
  auto set = draft.Share(CompileAssignments(policy, {host.name, host.site, host.labels}));
  const HostModel* known = draft.model.FindHost(host.name);
  if (known) ForgetUnassigned(draft, *known, *set);
  ExpectNew(draft, host.name, *set);

  const AgentModel* agent = draft.model.FindAgent(host.agent_id);
  const bool changed = !known || !known->assignments || known->assignments->version != set->version;
  if (changed && agent && agent->session != 0) {
    draft.changes.effects.push_back(PushAssignments{host.agent_id, set});
  }
  draft.changes.assigned.push_back({host.name, std::move(set)});
}

void TakePolicy(Draft& draft, const PolicyApplied& applied) {
  const Policy& policy = *applied.policy;
  draft.changes.policy = PolicyRecord{policy.version, policy.text, applied.actor.name, draft.now};
  draft.changes.policy_in_force = applied.policy;
  for (const auto& [name, host] : draft.model.hosts) AssignHost(draft, host.record, policy);
}

}  // namespace xunjian
