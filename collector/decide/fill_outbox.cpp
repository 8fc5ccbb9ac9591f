#include <fmt/format.h>

#include <algorithm>

#include "collector/decide/route_news.h"
#include "collector/decide/stages.h"

namespace xunjian {
namespace {

void AddMember(const Draft& draft, const IncidentMember& member, NewsSubject& subject) {
  const StateKey& key = member.key.state;
  const RunModel* run = draft.model.FindRun({key.host, key.assignment});
  Assignment unassigned;
  unassigned.check = member.check;
  const Assignment& assignment = run && run->assignment ? *run->assignment : unassigned;
  subject.services.emplace(ServiceOf(assignment, member.key.trouble));
  subject.families.emplace(FamilyOf(member.check));
}

std::vector<std::string> Route(const Draft& draft, const Told& told) {
  const Incident& incident = *draft.FindIncident(told.incident);
  const HostModel* host = draft.model.FindHost(incident.facts.host);
  const std::map<std::string, std::string> none;
  NewsSubject subject{told.kind,
                      {incident.facts.host, incident.facts.site, host ? host->record.labels : none},
                      {},
                      {}};
  for (const auto& [key, member] : incident.members) AddMember(draft, member, subject);
  return ChannelsFor(*draft.rules.policy, subject);
}

// One that waits already says the same.
bool IsWaiting(const Draft& draft, const Told& told, std::string_view channel) {
  if (told.kind != news::kRestated) return false;
  return std::ranges::any_of(draft.model.outbox, [&](const auto& pending) {
    const OutboxEntry& entry = pending.second;
    return entry.incident == told.incident && entry.kind == told.kind && entry.channel == channel;
  });
}

// What happens more than once to an incident is told apart by the number of its first entry.
std::string KeyOf(const Told& told, std::uint64_t first_id) {
  const std::string key = fmt::format("incident-{}-{}", told.incident, told.kind);
  const bool repeats = told.kind == news::kUpdated || told.kind == news::kRestated;
  return repeats ? fmt::format("{}-{}", key, first_id) : key;
}

OutboxEntry EntryFor(const Told& told, Timestamp now) {
  OutboxEntry entry;
  entry.kind = told.kind;
  entry.incident = told.incident;
  entry.created_at = now;
  entry.due_at = now;
  return entry;
}

void AddEntries(Draft& draft, const Told& told, std::uint64_t& last_id) {
  OutboxEntry entry = EntryFor(told, draft.now);
  entry.key = KeyOf(told, last_id + 1);
  for (std::string& channel : Route(draft, told)) {
    if (IsWaiting(draft, told, channel)) continue;
    entry.id = ++last_id;
    entry.channel = std::move(channel);
    draft.changes.outbox.push_back(entry);
  }
}

}  // namespace

void FillOutbox(Draft& draft) {
  std::uint64_t last_id = draft.model.last_outbox;
  for (const Told& told : draft.told) AddEntries(draft, told, last_id);
  if (last_id != draft.model.last_outbox) draft.changes.effects.push_back(OutboxFilled{});
}

}  // namespace xunjian
