#include "proto/words/operator_rights.h"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace xunjian {
namespace {

using RoleSet = unsigned;

constexpr RoleSet In(std::initializer_list<Role> roles) {
  RoleSet set = 0;
  for (const Role role : roles) set |= 1U << static_cast<unsigned>(role);
  return set;
}

constexpr RoleSet kEverybody = In({Role::kViewer, Role::kOperator, Role::kSeat, Role::kExpert,
                                   Role::kLeader, Role::kAdmin, Role::kAuditor});
constexpr RoleSet kWhoWorksOnIncidents =
    In({Role::kOperator, Role::kSeat, Role::kExpert, Role::kLeader, Role::kAdmin});
constexpr RoleSet kWhoAnswersForTheService = In({Role::kLeader, Role::kAdmin});
constexpr RoleSet kAdmin = In({Role::kAdmin});

struct Right {
  OperatorCall call;
  std::string_view name;
  RoleSet roles;
};

constexpr std::array kRights = {
    Right{OperatorCall::kListHosts, "ListHosts", kEverybody},
    Right{OperatorCall::kHostReport, "HostReport", kEverybody},
    Right{OperatorCall::kListResults, "ListResults", kEverybody},
    Right{OperatorCall::kReadSeries, "ReadSeries", kEverybody},
    Right{OperatorCall::kShowResult, "ShowResult", kEverybody},
    Right{OperatorCall::kListStates, "ListStates", kEverybody},
    Right{OperatorCall::kListIncidents, "ListIncidents", kEverybody},
    Right{OperatorCall::kShowIncident, "ShowIncident", kEverybody},
    Right{OperatorCall::kActOnIncident, "ActOnIncident", kWhoWorksOnIncidents},
    Right{OperatorCall::kCreateToken, "CreateToken", kWhoAnswersForTheService},
    Right{OperatorCall::kListTokens, "ListTokens", kWhoAnswersForTheService},
    Right{OperatorCall::kCreateOperator, "CreateOperator", kAdmin},
    Right{OperatorCall::kListOperators, "ListOperators", kAdmin},
    Right{OperatorCall::kRevokeOperator, "RevokeOperator", kAdmin},
    Right{OperatorCall::kCheckPolicy, "CheckPolicy", kWhoAnswersForTheService},
    Right{OperatorCall::kApplyPolicy, "ApplyPolicy", kWhoAnswersForTheService},
    Right{OperatorCall::kShowPolicy, "ShowPolicy", kEverybody},
    Right{OperatorCall::kCollectorStatus, "CollectorStatus", kEverybody},
};

const Right* Find(OperatorCall call) {
  const auto* right = std::ranges::find(kRights, call, &Right::call);
  return right == kRights.end() ? nullptr : right;
}

bool Contains(RoleSet set, Role role) { return (set & In({role})) != 0; }

std::string NamesOf(RoleSet set) {
  std::string names;
  for (const Role role : kAllRoles) {
    if (!Contains(set, role)) continue;
    if (!names.empty()) names += ", ";
    names += ToString(role);
  }
  return names.empty() ? "-" : names;
}

}  // namespace

std::string_view ToString(OperatorCall call) {
  const Right* right = Find(call);
  return right == nullptr ? "" : right->name;
}

std::optional<OperatorCall> ParseOperatorCall(std::string_view rpc_name) {
  const auto* right = std::ranges::find(kRights, rpc_name, &Right::name);
  if (right == kRights.end()) return std::nullopt;
  return right->call;
}

Result<void> MayCall(const Actor& actor, OperatorCall call) {
  const Right* right = Find(call);
  const RoleSet roles = right == nullptr ? 0 : right->roles;
  if (Contains(roles, actor.role)) return Ok();
  return MakeError(
      ErrorCode::kPermissionDenied,
      {"role {0} may not call {1}; these may: {2}", "角色 {0} 无权调用 {1}；有权的角色：{2}"},
      ToString(actor.role), ToString(call), NamesOf(roles));
}

bool SeesSite(const Actor& actor, std::string_view site) {
  return actor.site.empty() || actor.site == site;
}

}  // namespace xunjian
