#include "collector/escalation/read_escalation_step.h"

#include <algorithm>

#include "collector/escalation/read_clock_amount.h"

namespace xunjian {
namespace {

using Kind = EscalationTarget::Kind;

constexpr std::int64_t kMostRepeats = 100;
constexpr std::int64_t kUsualRepeats = 3;
constexpr std::size_t kMostTargets = 32;

void CheckTarget(TomlTable& table, std::string_view key, const EscalationTarget& target,
                 const EscalationNames& names) {
  switch (target.kind) {
    case Kind::kPerson:
      return CheckKnown(table, key, {"person", "人员"}, target.name, names.people);
    case Kind::kRole:
      return CheckKnown(table, key, {"role", "角色"}, target.name, names.roles);
    case Kind::kRoster:
      return CheckKnown(table, key, {"roster", "值班表"}, target.name, names.rosters);
    case Kind::kChannel:
      if (names.channels.count(target.name) > 0) return;
      return CheckKnown(table, key, {"channel", "渠道"},
                        target.name.substr(0, target.name.find(':')), names.channels);
  }
}

bool NobodyCanAcknowledge(const EscalationStep& step) {
  return std::all_of(step.targets.begin(), step.targets.end(),
                     [](const EscalationTarget& target) { return target.kind == Kind::kChannel; });
}

void ReadRepeats(TomlTable& table, EscalationStep& step) {
  step.repeat = ReadClockAmount(table, "repeat");
  if (step.repeat == ClockAmount{}) {
    table.Problem("repeat", Text{"it would repeat without end at once", "重复间隔必须大于零"});
  }
  if (step.repeat) {
    step.repeats = static_cast<int>(table.Integer("repeats", kUsualRepeats, {1, kMostRepeats}));
  } else if (table.Has("repeats")) {
    table.Problem("repeats", Text{"how often? 'repeat' is missing", "缺少重复间隔“repeat”"});
  }
}

}  // namespace

std::vector<EscalationTarget> ReadTargets(TomlTable& table, std::string_view key,
                                          const EscalationNames& names) {
  std::vector<EscalationTarget> targets;
  for (const std::string& text : table.Strings(key)) {
    const Result<EscalationTarget> target = ParseTarget(text);
    if (!target) {
      table.Problem(key, target.error().message());
      continue;
    }
    CheckTarget(table, key, *target, names);
    targets.push_back(*target);
  }
  if (targets.size() > kMostTargets) {
    table.Problem(key, Format({"at most {} targets; a roster or a role holds more people",
                               "最多 {} 个通知对象；人数更多时请使用值班表或角色"},
                              kMostTargets));
  }
  return targets;
}

EscalationStep ReadEscalationStep(TomlTable& table, const EscalationNames& names) {
  EscalationStep step;
  step.after = ReadClockAmount(table, "after").value_or(ClockAmount{});
  step.targets = ReadTargets(table, "targets", names);
  step.all_must_ack = table.Boolean("all_must_ack", false);
  step.only_in_working_time = table.Boolean("only_in_working_time", false);
  ReadRepeats(table, step);
  if (table.Strings("targets").empty()) {
    table.Problem("targets", Text{"whom does this step call? e.g. [\"role:operator\"]",
                                  "缺少通知对象，例如 [\"role:operator\"]"});
  } else if (step.all_must_ack && NobodyCanAcknowledge(step)) {
    table.Problem("all_must_ack",
                  Text{"nobody can acknowledge through a channel address", "渠道地址无人可以确认"});
  }
  return step;
}

}  // namespace xunjian
