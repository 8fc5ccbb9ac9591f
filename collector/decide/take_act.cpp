#include <map>

#include "base/utf8.h"
#include "collector/decide/stages.h"

namespace xunjian {
namespace {

constexpr std::size_t kMaxText = 8 << 10;  // bytes, as every text that is kept (design §7)

// An incident of another site does not exist for this person.
Result<Incident*> FindFor(Draft& draft, const Actor& actor, std::uint64_t id) {
  const auto found = draft.model.incidents.find(id);
  const bool known = id >= 1 && id <= draft.model.last_incident;
  if (found != draft.model.incidents.end() &&
      (actor.site.empty() || actor.site == found->second.facts.site)) {
    return draft.EditIncident(id);
  }
  if (known && found == draft.model.incidents.end()) {
    return MakeError(ErrorCode::kConflict, {"incident {} is solved already", "事件 {} 已经解决"},
                     id);
  }
  return MakeError(ErrorCode::kNotFound, {"there is no incident {}", "没有编号为 {} 的事件"}, id);
}

Result<void> Move(Incident& incident, IncidentStatus to) {
  if (MayBecome(incident.facts.status, to)) {
    incident.facts.status = to;
    return Ok();
  }
  const Text from = Label(incident.facts.status);
  return MakeError(ErrorCode::kConflict,
                   {"incident {0} is {1} by {3} already", "事件 {0} 已由 {3} 处理（{2}）"},
                   incident.facts.id, from.en, from.zh, incident.facts.owner);
}

// What still fails is looked at again now, so that a repair shows within seconds.
void RunFailingNow(Draft& draft, const Incident& incident) {
  std::map<std::string, RunNow> by_agent;
  for (const auto& [key, member] : incident.members) {
    const HostModel* host = draft.model.FindHost(key.state.host);
    if (!StillFails(member) || !host || key.state.assignment.empty()) continue;
    auto& ids = by_agent[host->record.agent_id].assignment_ids;
    if (ids.empty() || ids.back() != key.state.assignment) ids.push_back(key.state.assignment);
  }
  for (auto& [agent_id, run] : by_agent) {
    draft.changes.effects.push_back(SendRunNow{agent_id, std::move(run)});
  }
}

Result<void> Acknowledge(Draft& draft, Incident& incident, const Actor& actor, std::string text) {
  if (const auto moved = Move(incident, IncidentStatus::kAcknowledged); !moved) return moved;
  incident.facts.owner = actor.name;
  draft.NotePerson(incident, "acknowledged", actor, std::move(text));
  return Ok();
}

Result<void> Solve(Draft& draft, Incident& incident, const Actor& actor, std::string text) {
  if (const auto may = MaySolve(incident); !may) {
    RunFailingNow(draft, incident);
    return may;
  }
  if (const auto moved = Move(incident, IncidentStatus::kSolved); !moved) return moved;
  incident.facts.solved_at = draft.now;
  draft.NotePerson(incident, "solved", actor, std::move(text));
  return Ok();
}

Result<void> Perform(Draft& draft, Incident& incident, const ActRequested& request,
                     std::string text) {
  switch (request.act.act) {
    case IncidentAct::kAcknowledge:
      return Acknowledge(draft, incident, request.actor, std::move(text));
    case IncidentAct::kSolve:
      return Solve(draft, incident, request.actor, std::move(text));
    case IncidentAct::kNote:
      draft.NotePerson(incident, "note", request.actor, std::move(text));
      return Ok();
  }
  return MakeError(ErrorCode::kInvalidArgument, {"no such act", "没有这种操作"});
}

}  // namespace

void TakeAct(Draft& draft, const ActRequested& request) {
  std::string text = CleanText(request.act.text, kMaxText);
  if (text.empty()) {
    return draft.Refuse(MakeError(ErrorCode::kInvalidArgument, {"say why: every act needs a text",
                                                                "请说明原因：每个操作都需要文字"}));
  }
  const Result<Incident*> incident = FindFor(draft, request.actor, request.act.id);
  if (!incident) return draft.Refuse(incident.error());
  const auto done = Perform(draft, **incident, request, std::move(text));
  if (!done) return draft.Refuse(done.error());
  draft.changes.reply = Reply(IncidentChanged{request.act.id});
}

}  // namespace xunjian
