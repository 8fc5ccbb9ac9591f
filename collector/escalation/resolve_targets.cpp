#include "collector/escalation/resolve_targets.h"

#include <algorithm>

namespace xunjian {
namespace {

using Kind = EscalationTarget::Kind;

std::vector<Recipient> Resolve(const EscalationTarget& target, const EscalationWorld& world,
                               Timestamp at) {
  std::vector<std::string> people;
  if (target.kind == Kind::kChannel) return {{target, ""}};
  if (target.kind == Kind::kPerson) people = {target.name};
  if (target.kind == Kind::kRoster) people = FindDuty(world.rosters, target.name, at).people;
  const auto role = world.roles.find(target.name);
  if (target.kind == Kind::kRole && role != world.roles.end()) people = role->second;
  std::vector<Recipient> recipients;
  for (std::string& person : people) recipients.push_back({target, std::move(person)});
  return recipients;
}

void AddOnce(std::vector<Recipient>& to, const std::vector<Recipient>& more) {
  for (const Recipient& recipient : more) {
    const bool known = std::any_of(to.begin(), to.end(), [&](const Recipient& other) {
      return recipient.person.empty() ? other == recipient : other.person == recipient.person;
    });
    if (!known) to.push_back(recipient);
  }
}

}  // namespace

ResolvedTargets ResolveTargets(const EscalationPolicy& policy, const EscalationStep& step,
                               const EscalationWorld& world, Timestamp at) {
  ResolvedTargets resolved;
  for (const EscalationTarget& target : step.targets) {
    const std::vector<Recipient> found = Resolve(target, world, at);
    if (found.empty()) resolved.nobody.push_back(target);
    AddOnce(resolved.to, found);
  }
  for (const EscalationTarget& fallback : policy.fallback) {
    if (resolved.nobody.empty() || resolved.used_fallback) break;
    const std::vector<Recipient> found = Resolve(fallback, world, at);
    resolved.used_fallback = !found.empty();
    AddOnce(resolved.to, found);
  }
  return resolved;
}

bool AllAcknowledged(const ResolvedTargets& targets, const std::set<std::string>& acknowledged_by) {
  bool somebody = false;
  for (const Recipient& recipient : targets.to) {
    if (recipient.person.empty()) continue;
    if (acknowledged_by.count(recipient.person) == 0) return false;
    somebody = true;
  }
  return somebody;
}

}  // namespace xunjian
