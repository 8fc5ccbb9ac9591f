#include "collector/escalation/read_escalation_tier.h"

#include "collector/escalation/read_clock_amount.h"
#include "collector/escalation/read_escalation_step.h"

namespace xunjian {
namespace {

constexpr std::size_t kMostSteps = 32;

Tier ReadTierName(TomlTable& table) {
  std::vector<std::string_view> words;
  for (const Tier tier : kAllTiers) words.push_back(ToString(tier));
  table.RequiredString("name");
  return ParseTier(table.Choice("name", words, "")).value_or(Tier::kProvince);
}

// Each delay against the one before it and against the hand-over.
void CheckDelay(TomlTable& table, const TierPolicy& tier, const EscalationStep& step,
                const TimeBase& base) {
  const Duration after = base.LengthOf(step.after);
  if (!tier.steps.empty() && after < base.LengthOf(tier.steps.back().after)) {
    table.Problem("after", Text{"it comes before the step above it", "早于上一步"});
  }
  if (tier.hand_over && after >= base.LengthOf(*tier.hand_over)) {
    table.Problem("after", Text{"by then the next tier has it", "届时事件已转交下一级"});
  }
}

void ReadSteps(TomlTable& table, const EscalationNames& names, const TimeBase& base,
               TierPolicy& tier) {
  std::vector<TomlTable> steps = table.Tables("step");
  if (steps.empty())
    table.Problem("", Text{"a tier without steps calls nobody", "没有步骤的层级不会通知任何人"});
  if (steps.size() > kMostSteps) {
    table.Problem("step", Format({"at most {} steps", "最多 {} 个步骤"}, kMostSteps));
  }
  for (TomlTable& step_table : steps) {
    const EscalationStep step = ReadEscalationStep(step_table, names);
    CheckDelay(step_table, tier, step, base);
    tier.steps.push_back(step);
  }
}

TierPolicy ReadTier(TomlTable& table, const EscalationNames& names,
                    const WorkingCalendar& calendar) {
  TierPolicy tier;
  tier.tier = ReadTierName(table);
  tier.working_time = table.Boolean("working_time", false);
  const TimeBase base(calendar, tier.working_time);
  tier.respond = ReadGoal(table, "respond");
  if (table.Has("hand_over")) tier.hand_over = ReadGoal(table, "hand_over");
  if (tier.hand_over && base.LengthOf(*tier.hand_over) < base.LengthOf(tier.respond)) {
    table.Problem("hand_over", Text{"it would be handed over before it has to respond",
                                    "尚未到响应时限就会转交"});
  }
  ReadSteps(table, names, base, tier);
  return tier;
}

// Hand-over goes up only: a tier twice, or one below the last, would be a circle.
void CheckPlace(TomlTable& table, const TierPolicy& tier, const std::vector<TierPolicy>& before,
                bool last) {
  if (!before.empty() && tier.tier <= before.back().tier) {
    table.Problem("name", Format({"'{}' after '{}' would hand over in a circle",
                                  "“{}”排在“{}”之后会循环转交"},
                                 ToString(tier.tier), ToString(before.back().tier)));
  }
  if (last && tier.hand_over) {
    table.Problem("hand_over", Text{"there is no tier after this one", "后面没有可转交的层级"});
  }
  if (!last && !tier.hand_over) {
    table.Problem("", Text{"'hand_over' is missing: the next tier would never get it",
                           "缺少“hand_over”：下一级永远接不到事件"});
  }
}

}  // namespace

std::vector<TierPolicy> ReadEscalationTiers(TomlTable& policy, const EscalationNames& names,
                                            const WorkingCalendar& calendar) {
  std::vector<TierPolicy> tiers;
  std::vector<TomlTable> tables = policy.Tables("tier");
  if (tables.empty()) {
    policy.Problem("", Text{"a policy has at least one [[escalation.tier]]",
                            "策略至少要有一个 [[escalation.tier]]"});
  }
  for (TomlTable& table : tables) {
    TierPolicy tier = ReadTier(table, names, calendar);
    CheckPlace(table, tier, tiers, &table == &tables.back());
    tiers.push_back(std::move(tier));
  }
  return tiers;
}

}  // namespace xunjian
