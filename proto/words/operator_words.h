#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "checks/api/check_result.h"
#include "proto/words/result_gap.h"

// What the operator API speaks of, as plain values: rows and acts.
namespace xunjian {

// Rights grow downwards, except that an auditor only looks.
enum class Role {
  kViewer = 1,
  kOperator = 2,
  kSeat = 3,
  kExpert = 4,
  kLeader = 5,
  kAdmin = 6,
  kAuditor = 7,
};
inline constexpr std::array<Role, 7> kAllRoles = {Role::kViewer, Role::kOperator, Role::kSeat,
                                                  Role::kExpert, Role::kLeader,   Role::kAdmin,
                                                  Role::kAuditor};
std::string_view ToString(Role role);
std::optional<Role> ParseRole(std::string_view text);
Text Label(Role role);

// Who acts; read from the credential alone. Local use of the collector's folder is the admin's.
struct Actor {
  std::string id;  // person id, or "local:<user>" for the unix socket
  std::string name;
  Role role = Role::kViewer;
  std::string site;  // what the credential is limited to; "" for all
};

struct HostRow {
  std::string name;
  std::string site;
  std::map<std::string, std::string> labels;
  std::string agent_id;
  std::string agent_version;
  bool connected = false;
  std::optional<Timestamp> last_contact;
  std::optional<Duration> clock_skew;  // the host's minus ours, when over 30 s; none: right
  Timestamp enrolled_at;
  std::uint32_t problems = 0;  // states that are hard and not good, or overdue
  // In the agent's spool, as it said last; none: it is not connected, or said nothing yet.
  std::optional<std::uint64_t> results_waiting{};
};

enum class StateKind { kSoft = 1, kHard = 2 };
std::string_view ToString(StateKind kind);

struct StateRow {
  std::string host;
  std::string check;
  std::string item;
  Outcome outcome = Outcome::kUnknown;
  std::string code;
  std::vector<Argument> arguments;
  StateKind kind = StateKind::kSoft;
  int attempt = 1;
  bool overdue = false;
  Timestamp since;        // of this outcome
  Timestamp observed_at;  // of the newest result
  std::uint64_t epoch = 0;
  std::uint64_t seq = 0;
};

struct ResultRow {
  std::string host;
  std::string check;
  std::string item;
  Outcome outcome = Outcome::kUnknown;
  std::string code;
  std::vector<Argument> arguments;
  std::vector<Metric> metrics;  // readings, then observed metrics
  Timestamp observed_at;
  Timestamp received_at;
  std::uint64_t epoch = 0;
  std::uint64_t seq = 0;
};

// The answer to a ResultQuery, and why it is not all that there is.
struct ResultList {
  std::vector<ResultRow> results;  // newest first
  bool at_limit = false;           // there are more than the query's limit
  bool cut_short = false;  // the search had looked at as much as one may: what is older is unknown
  bool damaged = false;    // what the query asks for may be among results that damage took

  bool truncated() const { return at_limit || cut_short; }
};

enum class IncidentStatus {
  kOpen = 1,
  kAcknowledged = 2,
  kInProgress = 3,
  kSolved = 4,
  kConfirmed = 5
};
std::string_view ToString(IncidentStatus status);
std::optional<IncidentStatus> ParseIncidentStatus(std::string_view text);
Text Label(IncidentStatus status);

struct IncidentRow {
  std::uint64_t id = 0;
  IncidentStatus status = IncidentStatus::kOpen;
  std::string host;
  std::string site{};
  std::string group;  // the grouping key, "host=web1,service=shop"
  Outcome worst = Outcome::kUnknown;
  std::uint32_t members = 0;
  std::uint32_t failing = 0;
  std::uint32_t withdrawn = 0;  // members that can neither fail nor pass any more
  Timestamp opened_at;
  std::optional<Timestamp> solved_at;
  std::string owner;  // who acknowledged, "" for nobody
};

// Unsolved, though nothing fails: what is left was withdrawn, so only a person can solve it.
bool AwaitsPerson(const IncidentRow& incident);

// One state in an incident, with the proof of its trouble and of its repair.
struct IncidentMemberRow {
  std::string check;
  std::string item;
  Outcome outcome = Outcome::kUnknown;  // now
  std::string code;
  std::vector<Argument> arguments;
  bool overdue = false;
  bool passed_again = false;
  std::uint64_t epoch = 0;  // of the sequence numbers
  std::uint64_t first_failing_seq = 0;
  std::uint64_t last_failing_seq = 0;  // 0 for a member that was only overdue
  std::uint64_t passing_seq = 0;  // first result that passed after the last failing one; 0: none
  bool withdrawn = false;  // its check is no longer assigned, or does not apply: it proves nothing
};

struct TimelineRow {
  Timestamp at;
  std::string kind;   // "opened", "joined", "acknowledged", "note", "solved", "notified", …
  std::string actor;  // "system" or the person
  std::string text;   // free text of the act
  std::vector<Argument> details;
};

enum class DeliveryState { kPending = 1, kDelivered = 2, kRejected = 3 };
std::string_view ToString(DeliveryState state);
Text Label(DeliveryState state);

// What was, or is to be, told of an incident through one channel.
struct NotificationRow {
  std::string key;      // of the news: "incident-7-opened"
  std::string channel;  // "log"
  std::string kind;     // "opened", "updated", "restated", "acknowledged", "solved"
  DeliveryState state = DeliveryState::kPending;
  std::uint32_t attempts = 0;
  Timestamp created_at;
  std::optional<Timestamp> due_at;       // of a pending one: not before
  std::optional<Timestamp> reported_at;  // when the channel last said what came of it
  std::string detail;                    // what it said
};

struct IncidentDetail {
  IncidentRow incident;
  std::vector<IncidentMemberRow> members;
  std::vector<TimelineRow> timeline;
  std::vector<NotificationRow> notifications;  // in the order they were decided
};

struct OperatorRow {
  std::string id;
  std::string name;
  Role role = Role::kViewer;
  std::string site;
  Timestamp created_at;
  std::optional<Timestamp> revoked_at;  // the credential is refused from then on
};

struct TokenRow {
  std::string id;
  std::string host;
  std::string site;
  Timestamp created_at;
  Timestamp expires_at;
  std::optional<Timestamp> used_at;
};

// Questions. Empty fields do not restrict. Every list is cut at `limit` (1 to 10000).
struct ResultQuery {
  std::string host;
  std::string check;  // a glob, "host.perf.*"
  std::string item;
  std::optional<Outcome> outcome;
  std::optional<Timestamp> since;
  std::optional<Timestamp> until;
  std::uint32_t limit = 100;  // newest first
};

struct GapQuery {
  std::string host;
  std::optional<Timestamp> since;
  std::optional<Timestamp> until;
  std::uint32_t limit = 1000;  // newest first
};

struct StateQuery {
  std::string host;
  std::string check;
  bool problems_only = false;
  std::uint32_t limit = 1000;
};

struct IncidentQuery {
  std::string host;
  std::optional<IncidentStatus> status;
  bool open_only = false;  // not solved or confirmed
  std::uint32_t limit = 100;
};

// Acts.
struct CreateTokenRequest {
  std::string host;
  std::string site;  // "" for the collector's own
  std::map<std::string, std::string> labels;
  Duration lifetime = std::chrono::minutes(30);
};
struct CreatedToken {
  std::string text;  // shown once, never stored
  Timestamp expires_at;
};

struct CreateOperatorRequest {
  std::string name;
  Role role = Role::kViewer;
  std::string site;
};
// A credential for another machine: the files of its folder.
struct CreatedOperator {
  std::string id;
  std::string key_pem;
  std::string certificate_pem;
  std::string ca_pem;
  std::string address;  // of the operator port
};

enum class IncidentAct { kAcknowledge = 1, kNote = 2, kSolve = 3 };
struct IncidentActRequest {
  std::uint64_t id = 0;
  IncidentAct act = IncidentAct::kNote;
  std::string text;  // a reason or note; mandatory for every act
};

// How many assignments a host has by a policy, and by the one in force before it.
struct AssignedCount {
  std::string host;
  std::uint32_t assignments = 0;
  std::uint32_t before = 0;
};

// What applying a policy would change, or has changed.
struct PolicyVerdict {
  std::string version;
  std::uint32_t rules = 0;
  std::vector<AssignedCount> hosts;
  bool applied = false;
};

// The policy in force.
struct AppliedPolicy {
  std::string version;
  std::string text;        // TOML
  std::string applied_by;  // name of the person; "system" for the one a collector begins with
  Timestamp applied_at;
};

struct HostReportData {
  HostRow host;
  std::vector<CheckResult> results;  // the newest of each assignment
  std::vector<StateRow> states;
};

}  // namespace xunjian
