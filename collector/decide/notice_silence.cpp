#include <algorithm>

#include "checks/api/reasons.h"
#include "collector/decide/stages.h"

namespace xunjian {
namespace {

News SilenceOf(StateKey key, std::string_view check, std::string_view code, Argument how_long) {
  News silent;
  silent.kind = News::Kind::kFailed;
  silent.key = {std::move(key), Trouble::kSilence};
  silent.check = check;
  silent.outcome = Outcome::kUnknown;
  silent.code = code;
  silent.arguments.push_back(std::move(how_long));
  silent.opens = true;
  return silent;
}

Argument Since(Timestamp at) { return {"since", FormatRfc3339(at)}; }

void FallSilent(Draft& draft, Arrival arrival) {
  draft.news.push_back(SilenceOf({arrival.key.host, arrival.key.assignment, ""}, arrival.check,
                                 reason::kOverdue, Since(arrival.expected_from)));
  arrival.overdue = true;
  draft.PutArrival(std::move(arrival));
}

bool IsExpected(const RunModel& run) {
  return run.assignment && run.assignment->interval > Duration::zero();
}

// One host at a tick.
class HostWatch {
 public:
  HostWatch(Draft& draft, const HostModel& host)
      : draft_(draft),
        host_(host),
        agent_(draft.model.FindAgent(host.record.agent_id)),
        listening_{draft.model.ListenedAt(std::get<Tick>(draft.event).now),
                   draft.model.listening_since, agent_ ? agent_->back : std::nullopt} {}

  void NoticeAgent() {
    if (!agent_) return;
    const ListenedTime heard = std::max(agent_->heard, listening_.since);
    if (listening_.now - heard > draft_.rules.agent_silence) return NoticeDead();
    if (agent_->session != 0) NoticeIdle();
  }

  void NoticeOverdue() {
    for (const auto& [id, run] : host_.runs) {
      if (run.arrival.overdue || !run.assignment) continue;
      if (IsOverdueFrom(run.arrival.listened_from, run)) FallSilent(draft_, run.arrival);
    }
  }

 private:
  bool IsOverdueFrom(ListenedTime from, const RunModel& run) const {
    return IsOverdue(*run.assignment, from, listening_, draft_.rules.silence);
  }

  // Nothing is missed of a host that has nothing to do on its own.
  void NoticeDead() {
    const bool missed =
        std::ranges::any_of(host_.runs, [](const auto& entry) { return IsExpected(entry.second); });
    const auto since = agent_->record.last_contact.value_or(host_.record.enrolled_at);
    if (missed) Fail(reason::kAgentSilent, Since(since));
  }

  // It speaks, but a check is overdue and no other has ended in all that time.
  void NoticeIdle() {
    const Duration idle = listening_.now - agent_->worked;
    if (idle <= draft_.rules.silence.grace) return;  // of nearly all, nearly always
    const bool missed = std::ranges::any_of(host_.runs, [this](const auto& entry) {
      const RunModel& run = entry.second;
      return run.assignment &&
             IsOverdueFrom(std::max(run.arrival.listened_from, agent_->worked), run);
    });
    if (!missed) return;
    const auto whole = std::chrono::floor<std::chrono::seconds>(idle);
    Fail(reason::kAgentIdle, {"for", FormatDuration(whole)});
  }

  void Fail(std::string_view code, Argument how_long) {
    const StateKey key{host_.record.name, "", ""};
    if (draft_.IsFailing({key, Trouble::kSilence}, code)) return;
    draft_.news.push_back(SilenceOf(key, kAgentCheck, code, std::move(how_long)));
  }

  Draft& draft_;
  const HostModel& host_;
  const AgentModel* agent_;
  const Listening listening_;
};

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
    HostWatch watch(draft, host);
    watch.NoticeAgent();
    watch.NoticeOverdue();
  }
}

}  // namespace xunjian
