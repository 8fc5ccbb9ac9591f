#include "collector/incident/incident.h"

#include <algorithm>
#include <array>

namespace xunjian {
namespace {

struct Transition {
  IncidentStatus from;
  IncidentStatus to;
};

constexpr std::array kLifecycle = {
    Transition{IncidentStatus::kOpen, IncidentStatus::kAcknowledged},
    Transition{IncidentStatus::kOpen, IncidentStatus::kSolved},
    Transition{IncidentStatus::kAcknowledged, IncidentStatus::kInProgress},
    Transition{IncidentStatus::kAcknowledged, IncidentStatus::kSolved},
    Transition{IncidentStatus::kInProgress, IncidentStatus::kSolved},
    Transition{IncidentStatus::kSolved, IncidentStatus::kConfirmed},
};

constexpr std::size_t kNamedInRefusal = 5;

Message NameOf(const IncidentMember& member) {
  const std::string& item = member.key.state.item;
  const std::string what = item.empty() ? member.check : member.check + " [" + item + "]";
  if (member.key.trouble == Trouble::kSilence) {
    return Format({"{} (no result arrives)", "{}（没有结果到达）"}, what);
  }
  if (member.key.trouble == Trouble::kIdentity) {
    return Format({"{} (its key is used twice)", "{}（密钥被重复使用）"}, what);
  }
  const Text outcome = Label(member.outcome);
  return {
      fmt::format("{} ({}, last failing result {})", what, outcome.en, member.last_failing.seq),
      fmt::format("{}（{}，最近一次失败的结果 {}）", what, outcome.zh, member.last_failing.seq)};
}

Message NameBlocking(const Incident& incident, std::size_t count) {
  Message list;
  std::size_t named = 0;
  for (const auto& [key, member] : incident.members) {
    if (!StillFails(member)) continue;
    if (named == kNamedInRefusal) break;
    const Message name = NameOf(member);
    list.en += (named == 0 ? "" : ", ") + name.en;
    list.zh += (named == 0 ? "" : "、") + name.zh;
    ++named;
  }
  if (count > named) {
    list.en += fmt::format(" and {} more", count - named);
    list.zh += fmt::format(" 等共 {} 项", count);
  }
  return list;
}

}  // namespace

bool MayBecome(IncidentStatus from, IncidentStatus to) {
  return std::any_of(kLifecycle.begin(), kLifecycle.end(), [&](const Transition& transition) {
    return transition.from == from && transition.to == to;
  });
}

bool HasPassed(const IncidentMember& member) { return static_cast<bool>(member.passing); }

bool IsWithdrawn(const IncidentMember& member) { return member.withdrawn && !HasPassed(member); }

bool StillFails(const IncidentMember& member) { return !member.withdrawn && !HasPassed(member); }

bool EveryMemberPassed(const Incident& incident) {
  return std::all_of(incident.members.begin(), incident.members.end(),
                     [](const auto& entry) { return HasPassed(entry.second); });
}

Result<void> MaySolve(const Incident& incident) {
  const auto blocking = static_cast<std::size_t>(
      std::count_if(incident.members.begin(), incident.members.end(),
                    [](const auto& entry) { return StillFails(entry.second); }));
  if (blocking == 0) return Ok();
  const Message names = NameBlocking(incident, blocking);
  return Error(ErrorCode::kConflict,
               {fmt::format("incident {} is not solved: the same checks must pass again first; "
                            "still failing: {}",
                            incident.facts.id, names.en),
                fmt::format("事件 {} 尚未解决：相同的检查必须先重新通过；仍未通过：{}",
                            incident.facts.id, names.zh)});
}

Outcome WorstOutcome(const Incident& incident) {
  std::optional<Outcome> failing;
  std::optional<Outcome> any;
  for (const auto& [key, member] : incident.members) {
    any = any ? Worse(*any, member.outcome) : member.outcome;
    if (!StillFails(member)) continue;
    failing = failing ? Worse(*failing, member.outcome) : member.outcome;
  }
  return failing ? *failing : any.value_or(Outcome::kUnknown);
}

}  // namespace xunjian
