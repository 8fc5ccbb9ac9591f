#include <algorithm>

#include "collector/decide/model.h"

namespace xunjian {
namespace {

void ApplySession(const std::string& id, SessionId session, Model& model) {
  AgentModel& agent = model.agents[id];
  agent.session = session;
  if (session != 0 && !agent.back) agent.back = model.listened;
}

void ApplySigns(const Changes& changes, Model& model) {
  if (!changes.heard_agent.empty()) {
    AgentModel& agent = model.agents[changes.heard_agent];
    agent.heard = model.listened;
    if (changes.results || changes.checks_run) agent.worked = model.listened;
    agent.checks_run = changes.checks_run.value_or(agent.checks_run);
  }
  if (!changes.doubted_agent.empty()) model.agents[changes.doubted_agent].doubted = model.listened;
}

void ApplyHosts(const Changes& changes, Model& model) {
  for (const HostRecord& host : changes.hosts) model.hosts[host.name].record = host;
  for (const AgentRecord& agent : changes.agents) model.agents[agent.id].record = agent;
  for (const EpochRecord& epoch : changes.epochs) {
    model.agents[epoch.agent_id].epochs[epoch.epoch] = epoch;
    model.last_epoch_number = std::max(model.last_epoch_number, epoch.number);
  }
  for (const auto& [agent, session] : changes.sessions) ApplySession(agent, session, model);
}

void ApplyRecords(const Changes& changes, Model& model) {
  for (const TokenRecord& token : changes.tokens) model.tokens[token.id] = token;
  for (const OperatorRecord& person : changes.operators) model.operators[person.id] = person;
  for (const OutboxEntry& entry : changes.outbox) {
    model.last_outbox = std::max(model.last_outbox, entry.id);
    if (entry.state == DeliveryState::kPending) {
      model.outbox[entry.id] = entry;
    } else {
      model.outbox.erase(entry.id);
    }
  }
}

void ApplyDeadlines(const Changes& changes, Model& model) {
  for (const NewsDeadline& deadline : changes.deadlines) {
    model.deadlines[deadline.key] = deadline.due_at;
  }
  for (const NewsDeadlineKey& key : changes.removed_deadlines) model.deadlines.erase(key);
}

void ApplyArrivals(const Changes& changes, Model& model) {
  for (const Arrival& arrival : changes.arrivals) {
    model.hosts[arrival.key.host].runs[arrival.key.assignment].arrival = arrival;
  }
  for (const RunShape& shaped : changes.shapes) {
    RunModel& run = model.hosts[shaped.key.host].runs[shaped.key.assignment];
    run.steady_shape = shaped.shape;
    run.settled_at = shaped.settled_at;
  }
  for (const CheckState& state : changes.states) {
    HostModel& host = model.hosts[state.key.host];
    const auto [place, added] =
        host.runs[state.key.assignment].states.insert_or_assign(state.key.item, state);
    if (added) ++host.state_count;
  }
}

void RemoveGone(const Changes& changes, Model& model) {
  for (const EpochRecord& epoch : changes.removed_epochs) {
    model.agents[epoch.agent_id].epochs.erase(epoch.epoch);
  }
  for (const StateKey& key : changes.removed_states) {
    HostModel& host = model.hosts[key.host];
    host.state_count -= host.runs[key.assignment].states.erase(key.item);
  }
  for (const RunKey& key : changes.removed_arrivals) {
    model.hosts[key.host].runs.erase(key.assignment);
  }
}

void ApplyAssignments(const Changes& changes, Model& model) {
  if (changes.assigned.empty()) return;
  for (const AssignedSet& assigned : changes.assigned) {
    model.sets[assigned.set->version] = assigned.set;
    HostModel& host = model.hosts[assigned.host];
    host.assignments = assigned.set;
    for (auto& [id, run] : host.runs) run.assignment = nullptr;
    for (const Assignment& assignment : assigned.set->assignments) {
      host.runs[assignment.id].assignment = &assignment;
    }
  }
  std::erase_if(model.sets, [](const auto& entry) { return entry.second.expired(); });
}

void Forget(const IncidentFacts& solved, Model& model) {
  const auto found = model.incidents.find(solved.id);
  if (found == model.incidents.end()) return;
  for (const auto& [key, member] : found->second.members) model.memberships.erase(key);
  model.open_groups.erase(found->second.facts.group);
  model.incidents.erase(found);
}

void ApplyIncidents(const Changes& changes, Model& model) {
  for (const IncidentFacts& facts : changes.incidents) {
    model.last_incident = std::max(model.last_incident, facts.id);
    model.incidents[facts.id].facts = facts;
    model.open_groups[facts.group] = facts.id;
  }
  for (const MemberChange& change : changes.members) {
    model.incidents[change.incident].members[change.member.key] = change.member;
    model.memberships[change.member.key] = change.incident;
  }
  for (const IncidentFacts& facts : changes.incidents) {
    if (facts.solved_at) Forget(facts, model);
  }
}

}  // namespace

void PassTime(SteadyTime now, Model& model) {
  model.listened = model.ListenedAt(now);
  model.now = now;
}

void Apply(const Changes& changes, Model& model) {
  if (changes.now) PassTime(*changes.now, model);
  if (changes.deaf_until) model.now = *changes.deaf_until;
  if (changes.begun) model.listened = model.listening_since = *changes.begun;
  ApplyHosts(changes, model);
  ApplySigns(changes, model);
  ApplyRecords(changes, model);
  ApplyArrivals(changes, model);
  RemoveGone(changes, model);
  ApplyAssignments(changes, model);
  ApplyIncidents(changes, model);
  ApplyDeadlines(changes, model);
}

}  // namespace xunjian
