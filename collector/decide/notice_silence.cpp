#include <algorithm>

#include "checks/api/reasons.h"
#include "collector/decide/stages.h"

namespace xunjian {
namespace {

News SilenceOf(StateKey key, std::string_view check, std::string_view code, Timestamp since) {
  News silent;
  silent.kind = News::Kind::kFailed;
  silent.key = {std::move(key), Trouble::kSilence};
  silent.check = check;
  silent.outcome = Outcome::kUnknown;
  silent.code = code;
  silent.arguments = {{"since", FormatRfc3339(since)}};
  silent.opens = true;
  return silent;
}

void FallSilent(Draft& draft, Arrival arrival) {
  draft.news.push_back(SilenceOf({arrival.key.host, arrival.key.assignment, ""}, arrival.check,
                                 reason::kOverdue, arrival.expected_from));
  arrival.overdue = true;
  draft.PutArrival(std::move(arrival));
}

bool IsExpected(const RunModel& run) {
  return run.assignment && run.assignment->interval > Duration::zero();
}

ListenedTime NowOf(const Draft& draft) {
  return draft.model.ListenedAt(std::get<Tick>(draft.event).now);
}

Listening ListeningTo(const Draft& draft, const HostModel& host) {
  const AgentModel* agent = draft.model.FindAgent(host.record.agent_id);
  return {NowOf(draft), draft.model.listening_since, agent ? agent->back : std::nullopt};
}

// Nothing is missed of a host that has nothing to do on its own.
void NoticeDeadAgent(Draft& draft, const HostModel& host) {
  const AgentModel* agent = draft.model.FindAgent(host.record.agent_id);
  if (!agent) return;
  const ListenedTime heard = std::max(agent->heard, draft.model.listening_since);
  if (NowOf(draft) - heard <= draft.rules.agent_silence) return;
  const StateKey key{host.record.name, "", ""};
  if (draft.IsFailing({key, Trouble::kSilence})) return;
  const bool missed =
      std::ranges::any_of(host.runs, [](const auto& entry) { return IsExpected(entry.second); });
  if (!missed) return;
  const Timestamp since = agent->record.last_contact.value_or(host.record.enrolled_at);
  draft.news.push_back(SilenceOf(key, kAgentCheck, reason::kAgentSilent, since));
}

void NoticeOverdue(Draft& draft, const HostModel& host) {
  const Listening listening = ListeningTo(draft, host);
  for (const auto& [id, run] : host.runs) {
    if (run.arrival.overdue || !run.assignment) continue;
    if (IsOverdue(*run.assignment, run.arrival.listened_from, listening, draft.rules.silence)) {
      FallSilent(draft, run.arrival);
    }
  }
}

// Work that arrives, not a connection, is what ends the silence of an agent.
void BreakSilence(Draft& draft) {
  const MemberKey key{{draft.host->record.name, "", ""}, Trouble::kSilence};
  if (!draft.IsFailing(key)) return;
  News heard;
  heard.kind = News::Kind::kPassed;
  heard.key = key;
  heard.check = kAgentCheck;
  heard.outcome = Outcome::kOk;
  heard.code = reason::kOk;
  heard.ref = draft.fresh.back().ref;
  draft.news.push_back(std::move(heard));
}

}  // namespace

void NoticeSilence(Draft& draft) {
  if (!draft.fresh.empty()) BreakSilence(draft);
  if (!std::holds_alternative<Tick>(draft.event)) return;
  for (const auto& [name, host] : draft.model.hosts) {
    NoticeDeadAgent(draft, host);
    NoticeOverdue(draft, host);
  }
}

}  // namespace xunjian
