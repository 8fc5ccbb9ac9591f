#include <algorithm>

#include "collector/escalation/escalation_engine.h"

namespace xunjian {
namespace {

Error Refuse(Text text) { return MakeError(ErrorCode::kConflict, text); }

constexpr Text kSolved = {"the incident is solved", "事件已解决"};

bool HasBounced(const EscalationState& state, Tier tier) {
  return std::any_of(state.visits.begin(), state.visits.end(), [tier](const TierVisit& visit) {
    return visit.bounced && visit.tier == tier;
  });
}

// Who had it before the present tier; a reopened incident is with the same tier twice.
std::optional<Tier> TierBefore(const EscalationState& state) {
  const auto before =
      std::find_if(state.visits.rbegin(), state.visits.rend(),
                   [&](const TierVisit& visit) { return visit.tier < state.visits.back().tier; });
  if (before == state.visits.rend()) return std::nullopt;
  return before->tier;
}

}  // namespace

Result<EscalationState> HandUp(const EscalationRules& rules, EscalationState state, Timestamp at) {
  if (state.visits.empty() || state.restore.IsStopped()) return Refuse(kSolved);
  const EscalationPolicy* policy = ChoosePolicy(rules, state.subject, GradeOf(state));
  const TierPolicy* next = policy ? NextTier(*policy, state.visits.back().tier) : nullptr;
  if (!next) return Refuse({"there is no tier above this one", "上面没有可转交的层级"});
  BeginVisit(state, next->tier, at);
  return state;
}

Result<EscalationState> Bounce(EscalationState state, std::string_view reason, Timestamp at) {
  if (reason.find_first_not_of(" \t\n") == std::string_view::npos) {
    return MakeError(ErrorCode::kInvalidArgument,
                     {"why? sending back needs a reason", "缺少理由：退回必须说明理由"});
  }
  if (state.visits.empty() || state.restore.IsStopped()) return Refuse(kSolved);
  const Tier tier = state.visits.back().tier;
  const std::optional<Tier> before = TierBefore(state);
  if (!before) return Refuse({"no tier handed it over", "没有层级转交过该事件"});
  if (HasBounced(state, tier)) {
    return Refuse({"it was sent back once already", "该事件已被退回过一次"});
  }
  state.visits.back().bounced = true;
  BeginVisit(state, *before, at);
  return state;
}

}  // namespace xunjian
