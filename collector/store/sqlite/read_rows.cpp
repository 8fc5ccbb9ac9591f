#include "collector/store/sqlite/read_rows.h"

#include "collector/store/sqlite/pairs_text.h"
#include "collector/store/sqlite/ranges_text.h"

namespace xunjian {

HostRecord ReadHost(Statement& row) {
  HostRecord host;
  host.name = row.Text();
  host.site = row.Text();
  host.labels = LabelsFromText(row.Bytes());
  host.agent_id = row.Text();
  host.enrolled_at = row.Time();
  return host;
}

AgentRecord ReadAgent(Statement& row) {
  AgentRecord agent;
  agent.id = row.Text();
  agent.host = row.Text();
  agent.key_fingerprint = row.Text();
  agent.version = row.Text();
  agent.connected = row.Flag();
  agent.last_contact = row.MaybeTime();
  agent.clock_skew = row.MaybeDuration();
  agent.boots = NamesFromText(row.Bytes());
  agent.doubted = row.Flag();
  return agent;
}

Result<EpochRecord> ReadEpoch(Statement& row) {
  EpochRecord epoch;
  epoch.number = row.Unsigned();
  epoch.agent_id = row.Text();
  epoch.epoch = row.Unsigned();
  auto received = RangesFromText(row.Bytes());
  if (!received) return received.error();
  epoch.received = std::move(*received);
  epoch.results = row.Unsigned();
  epoch.missing = row.Unsigned();
  return epoch;
}

OperatorRecord ReadPerson(Statement& row) {
  OperatorRecord person;
  person.id = row.Text();
  person.name = row.Text();
  person.role = row.Enum<Role>();
  person.site = row.Text();
  person.certificate_fingerprint = row.Text();
  person.created_by = row.Text();
  person.created_at = row.Time();
  person.revoked_at = row.MaybeTime();
  return person;
}

TokenRecord ReadToken(Statement& row) {
  TokenRecord token;
  token.id = row.Text();
  token.secret_hash = row.Text();
  token.host = row.Text();
  token.site = row.Text();
  token.labels = LabelsFromText(row.Bytes());
  token.created_by = row.Text();
  token.created_at = row.Time();
  token.expires_at = row.Time();
  token.used_at = row.MaybeTime();
  token.key_fingerprint = row.Text();
  token.agent_id = row.Text();
  return token;
}

Arrival ReadArrival(Statement& row) {
  Arrival arrival;
  arrival.key.host = row.Text();
  arrival.key.assignment = row.Text();
  arrival.check = row.Text();
  arrival.newest = row.Ref();
  arrival.observed_at = row.Time();
  arrival.expected_from = row.Time();
  arrival.listened_from = row.Listened();
  arrival.overdue = row.Flag();
  arrival.steady = row.Flag();
  return arrival;
}

CheckState ReadState(Statement& row) {
  CheckState state;
  state.key.host = row.Text();
  state.key.assignment = row.Text();
  state.key.item = row.Text();
  state.check = row.Text();
  state.outcome = row.Enum<Outcome>();
  state.code = row.Text();
  state.arguments = ArgumentsFromText(row.Bytes());
  state.kind = row.Enum<StateKind>();
  state.attempt = row.Small();
  state.since = row.Time();
  state.observed_at = row.Time();
  state.newest = row.Ref();
  state.first_failing = row.Ref();
  state.last_failing = row.Ref();
  return state;
}

IncidentFacts ReadIncident(Statement& row) {
  IncidentFacts incident;
  incident.id = row.Unsigned();
  incident.status = row.Enum<IncidentStatus>();
  incident.host = row.Text();
  incident.site = row.Text();
  incident.group = row.Text();
  incident.opened_at = row.Time();
  incident.solved_at = row.MaybeTime();
  incident.owner = row.Text();
  return incident;
}

IncidentMember ReadMember(Statement& row) {
  IncidentMember member;
  member.key.state.host = row.Text();
  member.key.state.assignment = row.Text();
  member.key.state.item = row.Text();
  member.key.trouble = row.Enum<Trouble>();
  member.check = row.Text();
  member.outcome = row.Enum<Outcome>();
  member.code = row.Text();
  member.arguments = ArgumentsFromText(row.Bytes());
  member.first_failing = row.Ref();
  member.last_failing = row.Ref();
  member.passing = row.Ref();
  member.withdrawn = row.Flag();
  return member;
}

OutboxEntry ReadOutbox(Statement& row) {
  OutboxEntry entry;
  entry.id = row.Unsigned();
  entry.key = row.Text();
  entry.channel = row.Text();
  entry.kind = row.Text();
  entry.incident = row.Unsigned();
  entry.created_at = row.Time();
  entry.state = row.Enum<DeliveryState>();
  entry.attempts = row.Small();
  entry.due_at = row.Time();
  entry.detail = row.Text();
  entry.reported_at = row.MaybeTime();
  return entry;
}

NewsDeadline ReadNewsDeadline(Statement& row) {
  NewsDeadline deadline;
  deadline.key.incident = row.Unsigned();
  deadline.key.kind = row.Enum<NewsDeadlineKind>();
  deadline.due_at = row.Time();
  return deadline;
}

}  // namespace xunjian
