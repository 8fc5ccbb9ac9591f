#include "collector/store/sqlite/write_rows.h"

#include "collector/store/sqlite/pairs_text.h"
#include "collector/store/sqlite/ranges_text.h"

namespace xunjian {
namespace {

// Runs statements until one fails, and keeps what that one said.
class RowWriter {
 public:
  RowWriter(Connection& connection, const NamedSql& write)
      : connection_(connection), write_(write) {}

  template <class... Values>
  void Run(std::string_view name, const Values&... values) {
    if (!outcome_) return;
    const Result<Statement*> statement = connection_.Named(write_, name);
    outcome_ = statement ? (*statement)->Run(values...) : Result<void>(statement.error());
  }

  const Result<void>& outcome() const { return outcome_; }

 private:
  Connection& connection_;
  const NamedSql& write_;
  Result<void> outcome_ = Ok();
};

void PutSite(RowWriter& to, const std::string& site) {
  if (!site.empty()) to.Run("put_site", site);
}

void WriteHosts(RowWriter& to, const Changes& changes) {
  for (const HostRecord& host : changes.hosts) {
    PutSite(to, host.site);
    to.Run("put_host", host.name, host.site, LabelsToText(host.labels), host.agent_id,
           host.enrolled_at);
  }
  for (const AgentRecord& agent : changes.agents) {
    to.Run("put_agent", agent.id, agent.host, agent.key_fingerprint, agent.version, agent.connected,
           agent.last_contact, agent.clock_skew, NamesToText(agent.boots), agent.doubted);
  }
  for (const EpochRecord& epoch : changes.epochs) {
    to.Run("put_epoch", epoch.number, epoch.agent_id, epoch.epoch, RangesToText(epoch.received),
           epoch.results, epoch.missing);
  }
  for (const EpochRecord& epoch : changes.removed_epochs) to.Run("remove_epoch", epoch.number);
  for (const GapRecord& record : changes.gaps) {
    const ResultGap& gap = record.gap;
    to.Run("add_gap", record.host, record.epoch_number, record.received_at, gap.reason,
           RangesToText(gap.seqs), gap.count, gap.first_at, gap.last_at);
  }
}

void WritePeople(RowWriter& to, const Changes& changes) {
  for (const TokenRecord& token : changes.tokens) {
    PutSite(to, token.site);
    to.Run("put_token", token.id, token.secret_hash, token.host, token.site,
           LabelsToText(token.labels), token.created_by, token.created_at, token.expires_at,
           token.used_at, token.key_fingerprint, token.agent_id);
  }
  for (const OperatorRecord& person : changes.operators) {
    PutSite(to, person.site);
    to.Run("put_person", person.id, person.name, person.role, person.site,
           person.certificate_fingerprint, person.created_by, person.created_at, person.revoked_at);
  }
  if (const auto& policy = changes.policy) {
    to.Run("add_policy", policy->version, policy->text, policy->applied_by, policy->applied_at);
  }
}

void WriteStates(RowWriter& to, const Changes& changes) {
  for (const Arrival& arrival : changes.arrivals) {
    to.Run("put_arrival", arrival.key.host, arrival.key.assignment, arrival.check, arrival.newest,
           arrival.observed_at, arrival.expected_from, arrival.listened_from, arrival.overdue,
           arrival.steady);
  }
  for (const CheckState& state : changes.states) {
    to.Run("put_state", state.key.host, state.key.assignment, state.key.item, state.check,
           state.outcome, state.code, ArgumentsToText(state.arguments), state.kind, state.attempt,
           state.since, state.observed_at, state.newest, state.first_failing, state.last_failing);
  }
  for (const StateKey& key : changes.removed_states) {
    to.Run("remove_state", key.host, key.assignment, key.item);
  }
  for (const RunKey& key : changes.removed_arrivals) {
    to.Run("remove_arrival", key.host, key.assignment);
  }
}

void WriteMember(RowWriter& to, const MemberChange& change) {
  const IncidentMember& member = change.member;
  const StateKey& state = member.key.state;
  to.Run("put_member", change.incident, state.host, state.assignment, state.item,
         member.key.trouble, member.check, member.outcome, member.code,
         ArgumentsToText(member.arguments), member.first_failing, member.last_failing,
         member.passing, member.withdrawn);
}

void WriteIncidents(RowWriter& to, const Changes& changes) {
  for (const IncidentFacts& incident : changes.incidents) {
    to.Run("put_incident", incident.id, incident.status, incident.host, incident.site,
           incident.group, incident.opened_at, incident.solved_at, incident.owner);
  }
  for (const MemberChange& change : changes.members) WriteMember(to, change);
  for (const TimelineEntry& entry : changes.timeline) {
    to.Run("add_event", entry.incident, entry.at, entry.kind, entry.actor, entry.text,
           ArgumentsToText(entry.details));
  }
  for (const OutboxEntry& entry : changes.outbox) {
    to.Run("put_outbox", entry.id, entry.key, entry.channel, entry.kind, entry.incident,
           entry.created_at, entry.state, entry.attempts, entry.due_at, entry.detail,
           entry.reported_at);
  }
}

void WriteDeadlines(RowWriter& to, const Changes& changes) {
  for (const NewsDeadline& deadline : changes.deadlines) {
    to.Run("put_news_deadline", deadline.key.incident, deadline.key.kind, deadline.due_at);
  }
  for (const NewsDeadlineKey& key : changes.removed_deadlines) {
    to.Run("remove_news_deadline", key.incident, key.kind);
  }
}

}  // namespace

Result<void> WriteRows(Connection& connection, const NamedSql& write, const Changes& changes) {
  RowWriter to(connection, write);
  WriteHosts(to, changes);
  WritePeople(to, changes);
  WriteStates(to, changes);
  WriteIncidents(to, changes);
  WriteDeadlines(to, changes);
  return to.outcome();
}

}  // namespace xunjian
