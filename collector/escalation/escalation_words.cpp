#include "collector/escalation/escalation_words.h"

#include <fmt/format.h>

#include "proto/words/word_table.h"

namespace xunjian {
namespace {

using Kind = EscalationTarget::Kind;

constexpr std::array<Word<Tier>, 3> kTiers = {
    {{Tier::kProvince, "province", {"provincial operations", "省级运维"}},
     {Tier::kCallCentre, "call-centre", {"call centre", "呼叫中心"}},
     {Tier::kExpertGroup, "expert-group", {"expert group", "高级技术支持组"}}}};

constexpr std::array<Word<ClockKind>, 3> kClocks = {
    {{ClockKind::kRespond, "respond", {"respond", "响应"}},
     {ClockKind::kHandOver, "hand_over", {"hand over", "转交"}},
     {ClockKind::kRestore, "restore", {"restore", "恢复"}}}};

constexpr std::array<std::pair<Kind, std::string_view>, 4> kTargets = {
    {{Kind::kPerson, "person"},
     {Kind::kRole, "role"},
     {Kind::kRoster, "roster"},
     {Kind::kChannel, "channel"}}};

}  // namespace

std::string_view ToString(Tier tier) { return NameIn(kTiers, tier); }
std::optional<Tier> ParseTier(std::string_view text) { return ParseIn(kTiers, text); }
Text Label(Tier tier) { return LabelIn(kTiers, tier); }

std::string_view ToString(ClockKind kind) { return NameIn(kClocks, kind); }
std::optional<ClockKind> ParseClockKind(std::string_view text) { return ParseIn(kClocks, text); }
Text Label(ClockKind kind) { return LabelIn(kClocks, kind); }

std::string ToString(const EscalationTarget& target) {
  for (const auto& [kind, text] : kTargets) {
    if (kind == target.kind) return fmt::format("{}:{}", text, target.name);
  }
  return target.name;
}

Result<EscalationTarget> ParseTarget(std::string_view text) {
  const std::size_t colon = text.find(':');
  for (const auto& [kind, word] : kTargets) {
    if (colon == std::string_view::npos || colon + 1 == text.size()) break;
    if (word == text.substr(0, colon)) {
      return EscalationTarget{kind, std::string(text.substr(colon + 1))};
    }
  }
  return MakeError(
      ErrorCode::kInvalidArgument,
      {"'{}' calls nobody; write person:NAME, role:NAME, roster:NAME or channel:ADDRESS",
       "“{}”不是通知对象；请写成 person:NAME、role:NAME、roster:NAME 或 channel:ADDRESS"},
      text);
}

}  // namespace xunjian
