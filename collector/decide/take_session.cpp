#include <algorithm>

#include "collector/decide/stages.h"

namespace xunjian {

Result<const AgentModel*> AgentInForce(const Model& model, const std::string& agent_id) {
  const AgentModel* agent = model.FindAgent(agent_id);
  if (!agent) {
    return MakeError(ErrorCode::kPermissionDenied,
                     {"no agent {} is enrolled here", "没有登记过代理 {}"}, agent_id);
  }
  const HostModel* host = model.FindHost(agent->record.host);
  if (!host || host->record.agent_id != agent_id) {
    return MakeError(ErrorCode::kPermissionDenied,
                     {"host {} was enrolled anew since; agent {} no longer speaks for it",
                      "主机 {} 已重新登记；代理 {} 不再代表该主机"},
                     agent->record.host, agent_id);
  }
  return agent;
}

EpochRecord NumberEpoch(const Draft& draft, const AgentModel& agent, std::uint64_t epoch) {
  if (const auto known = agent.epochs.find(epoch); known != agent.epochs.end()) {
    return known->second;
  }
  EpochRecord record;
  record.number = draft.model.last_epoch_number + 1;
  for (const EpochRecord& other : draft.changes.epochs) {
    record.number = std::max(record.number, other.number + 1);
  }
  record.agent_id = agent.record.id;
  record.epoch = epoch;
  return record;
}

void TakeStart(Draft& draft, const CollectorStarted& started) {
  draft.changes.deaf_until = started.now;
  draft.changes.begun = started.listened;
  for (const auto& [id, agent] : draft.model.agents) {
    if (!agent.record.connected) continue;
    AgentRecord record = agent.record;
    record.connected = false;
    draft.changes.agents.push_back(std::move(record));
  }
  for (const auto& [name, host] : draft.model.hosts) {
    AssignHost(draft, host.record, *draft.rules.policy);
  }
}

namespace {

// Numbered in the order of their lives, so that results of a later one are newer.
SessionAccepted GreetEpochs(Draft& draft, const AgentModel& agent, const Hello& hello) {
  SessionAccepted accepted;
  for (const std::uint64_t value : hello.former_epochs) {
    EpochRecord epoch = NumberEpoch(draft, agent, value);
    accepted.former.push_back({value, epoch.received});
    if (!agent.epochs.contains(value)) draft.changes.epochs.push_back(std::move(epoch));
  }
  EpochRecord epoch = NumberEpoch(draft, agent, hello.epoch);
  accepted.received = epoch.received;
  draft.changes.epochs.push_back(std::move(epoch));
  return accepted;
}

}  // namespace

void TakeSessionUp(Draft& draft, const SessionUp& up) {
  const Result<const AgentModel*> agent = AgentInForce(draft.model, up.agent_id);
  if (!agent) return draft.Refuse(agent.error());
  AgentRecord record = (*agent)->record;
  record.version = up.hello.agent_version;
  record.connected = true;
  record.last_contact = draft.now;
  WatchBoots(draft, record, up.hello.boot_id);
  draft.changes.heard_agent = up.agent_id;
  draft.changes.agents.push_back(std::move(record));
  draft.changes.reply = GreetEpochs(draft, **agent, up.hello);
  ForgetEmptyEpochs(draft, **agent, up.hello);
  draft.changes.sessions.emplace_back(up.agent_id, up.session);

  const HostModel* host = draft.model.FindHost((*agent)->record.host);
  if (host->assignments && host->assignments->version != up.hello.assignments_version) {
    draft.changes.effects.push_back(PushAssignments{up.agent_id, host->assignments});
  }
}

void TakeHeartbeat(Draft& draft, const HeartbeatArrived& heartbeat) {
  const AgentModel* agent = draft.model.FindAgent(heartbeat.agent_id);
  if (!agent) return;
  draft.changes.heard_agent = heartbeat.agent_id;
  if (agent->checks_run != heartbeat.checks_run) draft.changes.checks_run = heartbeat.checks_run;
}

void TakeClock(Draft& draft, const ClockSeen& seen) {
  const AgentModel* agent = draft.model.FindAgent(seen.agent_id);
  if (!agent || agent->record.clock_skew == seen.skew) return;
  AgentRecord record = agent->record;
  record.clock_skew = seen.skew;
  draft.changes.agents.push_back(std::move(record));
}

void TakeSessionDown(Draft& draft, const SessionDown& down) {
  const AgentModel* agent = draft.model.FindAgent(down.agent_id);
  // A newer stream of the same agent is up already.
  if (!agent || agent->session != down.session) return;
  AgentRecord record = agent->record;
  record.connected = false;
  draft.changes.agents.push_back(std::move(record));
  draft.changes.sessions.emplace_back(down.agent_id, 0);
}

}  // namespace xunjian
