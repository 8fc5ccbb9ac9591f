#include "collector/store/sqlite/query_rows.h"

#include <algorithm>

#include "collector/store/sqlite/pairs_text.h"
#include "collector/store/sqlite/ranges_text.h"

namespace xunjian {
namespace {

IncidentMemberRow RowOf(const IncidentMember& member) {
  IncidentMemberRow row;
  row.check = member.check;
  row.item = member.key.state.item;
  row.outcome = member.outcome;
  row.code = member.code;
  row.arguments = member.arguments;
  row.overdue = member.key.trouble == Trouble::kSilence && StillFails(member);
  row.passed_again = HasPassed(member);
  row.epoch = member.last_failing ? member.last_failing.epoch : member.passing.epoch;
  row.first_failing_seq = member.first_failing.seq;
  row.last_failing_seq = member.last_failing.seq;
  row.passing_seq = member.passing.seq;
  row.withdrawn = IsWithdrawn(member);
  return row;
}

std::uint32_t CountMembers(const Incident& incident, bool (*which)(const IncidentMember&)) {
  return static_cast<std::uint32_t>(
      std::count_if(incident.members.begin(), incident.members.end(),
                    [which](const auto& entry) { return which(entry.second); }));
}

}  // namespace

HostRow ReadHostRow(Statement& row) {
  HostRow host;
  host.name = row.Text();
  host.site = row.Text();
  host.labels = LabelsFromText(row.Bytes());
  host.agent_id = row.Text();
  host.agent_version = row.Text();
  host.connected = row.Flag();
  host.last_contact = row.MaybeTime();
  host.clock_skew = row.MaybeDuration();
  host.enrolled_at = row.Time();
  host.problems = static_cast<std::uint32_t>(row.Integer());
  return host;
}

GapRow ReadGapRow(Statement& row) {
  GapRow gap;
  gap.host = row.Text();
  gap.reason = row.Enum<GapReason>();
  gap.count = row.Unsigned();
  gap.first_at = row.Time();
  gap.last_at = row.Time();
  gap.received_at = row.Time();
  gap.epoch = row.Unsigned();
  const auto seqs = RangesFromText(row.Bytes());
  if (!seqs || seqs->empty()) return gap;
  gap.first_seq = seqs->ranges().begin()->first;
  gap.last_seq = seqs->Newest();
  return gap;
}

StateRow ReadStateRow(Statement& row) {
  StateRow state;
  state.host = row.Text();
  state.check = row.Text();
  state.item = row.Text();
  state.outcome = row.Enum<Outcome>();
  state.code = row.Text();
  state.arguments = ArgumentsFromText(row.Bytes());
  state.kind = row.Enum<StateKind>();
  state.attempt = row.Small();
  state.overdue = row.Flag();
  state.since = row.Time();
  state.observed_at = row.Time();
  state.epoch = row.Unsigned();
  state.seq = row.Unsigned();
  return state;
}

TimelineRow ReadTimelineRow(Statement& row) {
  TimelineRow line;
  line.at = row.Time();
  line.kind = row.Text();
  line.actor = row.Text();
  line.text = row.Text();
  line.details = ArgumentsFromText(row.Bytes());
  return line;
}

NotificationRow ReadNotificationRow(Statement& row) {
  NotificationRow told;
  told.key = row.Text();
  told.channel = row.Text();
  told.kind = row.Text();
  told.state = row.Enum<DeliveryState>();
  told.attempts = static_cast<std::uint32_t>(row.Integer());
  told.created_at = row.Time();
  const Timestamp due = row.Time();
  if (told.state == DeliveryState::kPending) told.due_at = due;
  told.reported_at = row.MaybeTime();
  told.detail = row.Text();
  return told;
}

TokenRow ReadTokenRow(Statement& row) {
  TokenRow token;
  token.id = row.Text();
  token.host = row.Text();
  token.site = row.Text();
  token.created_at = row.Time();
  token.expires_at = row.Time();
  token.used_at = row.MaybeTime();
  return token;
}

OperatorRow ReadOperatorRow(Statement& row) {
  OperatorRow person;
  person.id = row.Text();
  person.name = row.Text();
  person.role = row.Enum<Role>();
  person.site = row.Text();
  person.created_at = row.Time();
  person.revoked_at = row.MaybeTime();
  return person;
}

AppliedPolicy ReadPolicy(Statement& row) {
  AppliedPolicy policy;
  policy.version = row.Text();
  policy.text = row.Text();
  policy.applied_by = row.Text();
  policy.applied_at = row.Time();
  return policy;
}

IncidentRow RowOf(const Incident& incident) {
  IncidentRow row;
  row.id = incident.facts.id;
  row.status = incident.facts.status;
  row.host = incident.facts.host;
  row.site = incident.facts.site;
  row.group = incident.facts.group;
  row.worst = WorstOutcome(incident);
  row.members = static_cast<std::uint32_t>(incident.members.size());
  row.failing = CountMembers(incident, &StillFails);
  row.withdrawn = CountMembers(incident, &IsWithdrawn);
  row.opened_at = incident.facts.opened_at;
  row.solved_at = incident.facts.solved_at;
  row.owner = incident.facts.owner;
  return row;
}

std::vector<IncidentMemberRow> MemberRowsOf(const Incident& incident) {
  std::vector<IncidentMemberRow> rows;
  rows.reserve(incident.members.size());
  for (const auto& [key, member] : incident.members) rows.push_back(RowOf(member));
  return rows;
}

}  // namespace xunjian
