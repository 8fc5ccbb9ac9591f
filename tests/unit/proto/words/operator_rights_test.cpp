#include "proto/words/operator_rights.h"

#include <catch2/catch.hpp>
#include <set>

using namespace xunjian;

namespace {

constexpr std::array kAllCalls = {
    OperatorCall::kListHosts,      OperatorCall::kHostReport,    OperatorCall::kListResults,
    OperatorCall::kListStates,     OperatorCall::kListIncidents, OperatorCall::kShowIncident,
    OperatorCall::kActOnIncident,  OperatorCall::kCreateToken,   OperatorCall::kListTokens,
    OperatorCall::kCreateOperator, OperatorCall::kListOperators, OperatorCall::kRevokeOperator,
    OperatorCall::kCheckPolicy,    OperatorCall::kApplyPolicy,   OperatorCall::kShowPolicy,
    OperatorCall::kReadSeries,     OperatorCall::kShowResult,    OperatorCall::kCollectorStatus};

std::set<std::string> CallsOf(Role role) {
  std::set<std::string> calls;
  for (const OperatorCall call : kAllCalls) {
    if (MayCall({.id = "p1", .name = "p", .role = role}, call)) calls.emplace(ToString(call));
  }
  return calls;
}

const std::set<std::string> kReads = {
    "ListHosts",    "HostReport", "ListResults", "ListStates", "ListIncidents",
    "ShowIncident", "ShowPolicy", "ReadSeries",  "ShowResult", "CollectorStatus"};

std::set<std::string> ReadsAnd(std::set<std::string> more) {
  more.insert(kReads.begin(), kReads.end());
  return more;
}

}  // namespace

TEST_CASE("each role may call exactly what its row says") {
  CHECK(CallsOf(Role::kViewer) == kReads);
  CHECK(CallsOf(Role::kAuditor) == kReads);
  for (const Role role : {Role::kOperator, Role::kSeat, Role::kExpert}) {
    CHECK(CallsOf(role) == ReadsAnd({"ActOnIncident"}));
  }
  CHECK(CallsOf(Role::kLeader) ==
        ReadsAnd({"ActOnIncident", "CreateToken", "ListTokens", "CheckPolicy", "ApplyPolicy"}));
  CHECK(CallsOf(Role::kAdmin).size() == kAllCalls.size());
}

TEST_CASE("a role that is none of ours may call nothing") {
  CHECK(CallsOf(static_cast<Role>(0)).empty());
  CHECK(CallsOf(static_cast<Role>(31)).empty());
}

TEST_CASE("a refusal names the roles that may") {
  const auto denied =
      MayCall({.id = "p1", .name = "p", .role = Role::kViewer}, OperatorCall::kApplyPolicy);
  REQUIRE(denied.has_error());
  CHECK(denied.error().code() == ErrorCode::kPermissionDenied);
  CHECK(denied.error().In(Language::kEnglish) ==
        "role viewer may not call ApplyPolicy; these may: leader, admin");
}

TEST_CASE("a call is known by the name of its RPC") {
  for (const OperatorCall call : kAllCalls) CHECK(ParseOperatorCall(ToString(call)) == call);
  CHECK(ParseOperatorCall("DropEverything") == std::nullopt);
}

TEST_CASE("an actor of one site sees that site and no other") {
  CHECK(SeesSite({.site = ""}, "east"));
  CHECK(SeesSite({.site = "east"}, "east"));
  CHECK_FALSE(SeesSite({.site = "east"}, "west"));
  CHECK_FALSE(SeesSite({.site = "east"}, ""));
}

TEST_CASE(
    "an incident awaits a person when it is unsolved, nothing fails and something was withdrawn") {
  CHECK(AwaitsPerson({.members = 2, .failing = 0, .withdrawn = 1}));
  CHECK_FALSE(AwaitsPerson({.members = 2, .failing = 1, .withdrawn = 1}));
  CHECK_FALSE(AwaitsPerson({.members = 2, .failing = 0, .withdrawn = 0}));
  CHECK_FALSE(AwaitsPerson({.members = 1, .withdrawn = 1, .solved_at = Timestamp()}));
}

TEST_CASE("the words of roles and incident states are read back") {
  for (const Role role : kAllRoles) {
    CHECK(ParseRole(ToString(role)) == role);
    CHECK_FALSE(Label(role).zh.empty());
  }
  for (int number = 1; number <= 5; ++number) {
    const auto status = static_cast<IncidentStatus>(number);
    CHECK(ParseIncidentStatus(ToString(status)) == status);
    CHECK_FALSE(Label(status).zh.empty());
  }
  CHECK(ParseRole("root") == std::nullopt);
  CHECK(ParseIncidentStatus("closed") == std::nullopt);
  CHECK(ToString(StateKind::kSoft) == "soft");
  CHECK(ToString(StateKind::kHard) == "hard");
}
