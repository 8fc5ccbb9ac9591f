#include <fmt/format.h>

#include "collector/decide/stages.h"

namespace xunjian {
namespace {

std::vector<Argument> DetailsOf(const News& news) {
  std::vector<Argument> details = {{"host", news.key.state.host}, {"check", news.check}};
  if (!news.key.state.item.empty()) details.push_back({"item", news.key.state.item});
  details.push_back({"outcome", std::string(ToString(news.outcome))});
  details.push_back({"code", news.code});
  if (news.ref) {
    details.push_back({"epoch", fmt::to_string(news.ref.epoch)});
    details.push_back({"seq", fmt::to_string(news.ref.seq)});
  }
  return details;
}

void TakeVerdict(IncidentMember& member, const News& news) {
  member.check = news.check;
  member.outcome = news.outcome;
  member.code = news.code;
  member.arguments = news.arguments;
}

void Join(Draft& draft, Incident& incident, const News& news) {
  IncidentMember& member = draft.EditMember(incident, news.key);
  const bool is_new = member.check.empty();
  const bool failed_again = HasPassed(member) || member.withdrawn;
  TakeVerdict(member, news);
  if (is_new) member.first_failing = news.first_failing;
  member.last_failing = news.ref;
  member.passing = {};
  member.withdrawn = false;
  if (is_new && incident.members.size() > 1) draft.Note(incident, "joined", DetailsOf(news));
  if (!is_new && failed_again) draft.Note(incident, "failed", DetailsOf(news));
}

Incident& OpenFor(Draft& draft, const News& news) {
  const HostRecord& host = draft.model.FindHost(news.key.state.host)->record;
  Incident& incident = draft.OpenIncident(news.group, host.name, host.site);
  std::vector<Argument> details = DetailsOf(news);
  details.push_back({"group", news.group});
  draft.Note(incident, "opened", std::move(details));
  return incident;
}

void Fail(Draft& draft, const News& news) {
  Incident* incident = draft.EditIncidentOf(news.key);
  if (!incident && !news.opens) return;
  if (!incident) incident = draft.EditIncidentOfGroup(news.group);
  if (!incident) incident = &OpenFor(draft, news);
  Join(draft, *incident, news);
}

void Pass(Draft& draft, const News& news) {
  Incident* incident = draft.EditIncidentOf(news.key);
  if (!incident || HasPassed(incident->members.at(news.key))) return;
  IncidentMember& member = draft.EditMember(*incident, news.key);
  TakeVerdict(member, news);
  member.passing = news.ref;
  member.withdrawn = false;
  draft.Note(*incident, "passed", DetailsOf(news));
}

void Withdraw(Draft& draft, const News& news) {
  Incident* incident = draft.EditIncidentOf(news.key);
  if (!incident || HasPassed(incident->members.at(news.key))) return;
  IncidentMember& member = draft.EditMember(*incident, news.key);
  if (member.withdrawn) return;
  member.withdrawn = true;
  draft.Note(*incident, "withdrawn", DetailsOf(news));
}

// Judged once all news is in: a check that passes and fails again in one batch does not close it.
void SolvePassed(Draft& draft) {
  for (const auto& [id, touched] : draft.touched_incidents()) {
    if (touched.facts.solved_at || !EveryMemberPassed(touched)) continue;
    Incident& incident = *draft.EditIncident(id);
    incident.facts.status = IncidentStatus::kSolved;
    incident.facts.solved_at = draft.now;
    draft.Note(incident, "solved", {{"reason", "passed_again"}});
  }
}

}  // namespace

void WorkIncidents(Draft& draft) {
  for (const News& news : draft.news) {
    switch (news.kind) {
      case News::Kind::kFailed:
        Fail(draft, news);
        break;
      case News::Kind::kPassed:
        Pass(draft, news);
        break;
      case News::Kind::kWithdrawn:
        Withdraw(draft, news);
        break;
    }
  }
  SolvePassed(draft);
}

}  // namespace xunjian
