#include "proto/words/operator_words.h"

#include "proto/words/word_table.h"

namespace xunjian {
namespace {

constexpr std::array kRoles = {
    Word<Role>{Role::kViewer, "viewer", {"viewer", "查看员"}},
    Word<Role>{Role::kOperator, "operator", {"operator", "运维员"}},
    Word<Role>{Role::kSeat, "seat", {"call-centre seat", "坐席"}},
    Word<Role>{Role::kExpert, "expert", {"expert", "专家"}},
    Word<Role>{Role::kLeader, "leader", {"leader", "负责人"}},
    Word<Role>{Role::kAdmin, "admin", {"administrator", "管理员"}},
    Word<Role>{Role::kAuditor, "auditor", {"auditor", "审计员"}},
};

constexpr std::array kStatuses = {
    Word<IncidentStatus>{IncidentStatus::kOpen, "open", {"open", "待处理"}},
    Word<IncidentStatus>{
        IncidentStatus::kAcknowledged, "acknowledged", {"acknowledged", "已确认接手"}},
    Word<IncidentStatus>{IncidentStatus::kInProgress, "in_progress", {"in progress", "处理中"}},
    Word<IncidentStatus>{IncidentStatus::kSolved, "solved", {"solved", "已解决"}},
    Word<IncidentStatus>{IncidentStatus::kConfirmed, "confirmed", {"confirmed", "已办结"}},
};

constexpr std::array kDeliveryStates = {
    Word<DeliveryState>{DeliveryState::kPending, "pending", {"waiting", "待发"}},
    Word<DeliveryState>{DeliveryState::kDelivered, "delivered", {"delivered", "已送达"}},
    Word<DeliveryState>{DeliveryState::kRejected, "rejected", {"rejected", "被拒绝"}},
};

}  // namespace

std::string_view ToString(Role role) { return NameIn(kRoles, role); }
std::optional<Role> ParseRole(std::string_view text) { return ParseIn(kRoles, text); }
Text Label(Role role) { return LabelIn(kRoles, role); }

std::string_view ToString(StateKind kind) { return kind == StateKind::kHard ? "hard" : "soft"; }

std::string_view ToString(IncidentStatus status) { return NameIn(kStatuses, status); }
std::optional<IncidentStatus> ParseIncidentStatus(std::string_view text) {
  return ParseIn(kStatuses, text);
}
Text Label(IncidentStatus status) { return LabelIn(kStatuses, status); }

std::string_view ToString(DeliveryState state) { return NameIn(kDeliveryStates, state); }
Text Label(DeliveryState state) { return LabelIn(kDeliveryStates, state); }

bool AwaitsPerson(const IncidentRow& incident) {
  return !incident.solved_at && incident.failing == 0 && incident.withdrawn > 0;
}

}  // namespace xunjian
