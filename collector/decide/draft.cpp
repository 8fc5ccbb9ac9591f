#include "collector/decide/draft.h"

#include <algorithm>

namespace xunjian {
namespace {

template <class Own, class Models, class Key>
std::uint64_t FindId(const Own& own, const Models& models, const Key& key) {
  if (const auto found = own.find(key); found != own.end()) return found->second;
  const auto found = models.find(key);
  return found == models.end() ? 0 : found->second;
}

}  // namespace

const CheckState* Draft::FindState(const StateKey& key) const {
  if (const auto found = states_.find(key); found != states_.end()) {
    return found->second.removed ? nullptr : &found->second.state;
  }
  return model.FindState(key);
}

void Draft::PutState(CheckState state) {
  const StateKey key = state.key;
  states_[key] = {std::move(state), false};
}

void Draft::RemoveState(const StateKey& key) { states_[key].removed = true; }

std::vector<StateKey> Draft::TouchedStatesOf(const RunKey& key) const {
  std::vector<StateKey> touched;
  auto at = states_.lower_bound(StateKey{key.host, key.assignment, ""});
  for (; at != states_.end(); ++at) {
    if (at->first.host != key.host || at->first.assignment != key.assignment) break;
    if (!at->second.removed) touched.push_back(at->first);
  }
  return touched;
}

const Arrival* Draft::FindArrival(const RunKey& key) const {
  if (const auto found = arrivals_.find(key); found != arrivals_.end()) return &found->second;
  const RunModel* run = model.FindRun(key);
  return run ? &run->arrival : nullptr;
}

void Draft::PutArrival(Arrival arrival) {
  const RunKey key = arrival.key;
  arrivals_[key] = std::move(arrival);
}

void Draft::ExpectFromNow(Arrival& arrival) const {
  arrival.expected_from = now;
  arrival.listened_from = model.listened;
}

std::shared_ptr<const AssignmentSet> Draft::Share(AssignmentSet set) {
  std::shared_ptr<const AssignmentSet>& shared = sets_[set.version];
  if (shared) return shared;
  if (const auto known = model.sets.find(set.version); known != model.sets.end()) {
    shared = known->second.lock();
  }
  if (!shared) shared = std::make_shared<const AssignmentSet>(std::move(set));
  return shared;
}

Incident* Draft::EditIncident(std::uint64_t id) {
  if (const auto found = incidents_.find(id); found != incidents_.end()) return &found->second;
  const auto found = model.incidents.find(id);
  if (found == model.incidents.end()) return nullptr;
  return &incidents_.emplace(id, found->second).first->second;
}

const Incident* Draft::FindIncident(std::uint64_t id) const {
  if (const auto found = incidents_.find(id); found != incidents_.end()) return &found->second;
  const auto found = model.incidents.find(id);
  return found == model.incidents.end() ? nullptr : &found->second;
}

Incident* Draft::EditIncidentOf(const MemberKey& key) {
  return EditIncident(FindId(memberships_, model.memberships, key));
}

Incident* Draft::EditIncidentOfGroup(const std::string& group) {
  return EditIncident(FindId(groups_, model.open_groups, group));
}

bool Draft::IsFailing(const MemberKey& key) const { return !FailingCode(key).empty(); }

bool Draft::IsFailing(const MemberKey& key, std::string_view code) const {
  return FailingCode(key) == code;
}

std::string_view Draft::FailingCode(const MemberKey& key) const {
  const auto membership = model.memberships.find(key);
  if (membership == model.memberships.end()) return {};
  const IncidentMember& member = model.incidents.at(membership->second).members.at(key);
  return StillFails(member) ? std::string_view(member.code) : std::string_view();
}

Incident& Draft::OpenIncident(const std::string& group, const std::string& host_name,
                              const std::string& site) {
  Incident incident;
  incident.facts.id = model.last_incident + ++opened_;
  incident.facts.host = host_name;
  incident.facts.site = site;
  incident.facts.group = group;
  incident.facts.opened_at = now;
  groups_[group] = incident.facts.id;
  return incidents_.emplace(incident.facts.id, std::move(incident)).first->second;
}

IncidentMember& Draft::EditMember(Incident& incident, const MemberKey& key) {
  changed_members_.emplace_back(incident.facts.id, key);
  memberships_[key] = incident.facts.id;
  IncidentMember& member = incident.members[key];
  member.key = key;
  return member;
}

void Draft::Note(const Incident& incident, std::string kind, std::vector<Argument> details) {
  changes.timeline.push_back(
      {incident.facts.id, now, std::move(kind), std::string(kSystemActor), "", std::move(details)});
}

void Draft::NotePerson(const Incident& incident, std::string kind, const Actor& actor,
                       std::string text) {
  changes.timeline.push_back({incident.facts.id,
                              now,
                              std::move(kind),
                              actor.name,
                              std::move(text),
                              {{"actor_id", actor.id}}});
}

void Draft::Refuse(Error error) { changes.reply = std::move(error); }

Changes Draft::Finish() && {
  for (auto& [key, touched] : states_) {
    if (touched.removed) {
      changes.removed_states.push_back(key);
    } else {
      changes.states.push_back(std::move(touched.state));
    }
  }
  for (auto& [key, arrival] : arrivals_) changes.arrivals.push_back(std::move(arrival));
  for (const auto& [id, incident] : incidents_) {
    const auto before = model.incidents.find(id);
    const bool same = before != model.incidents.end() && before->second.facts == incident.facts;
    if (!same) changes.incidents.push_back(incident.facts);
  }

  std::sort(changed_members_.begin(), changed_members_.end());
  const auto end = std::unique(changed_members_.begin(), changed_members_.end());
  for (auto changed = changed_members_.begin(); changed != end; ++changed) {
    changes.members.push_back(
        {changed->first, incidents_[changed->first].members[changed->second]});
  }
  return std::move(changes);
}

}  // namespace xunjian
