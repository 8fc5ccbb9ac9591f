#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "checks/api/assignment.h"
#include "checks/api/check_type.h"

namespace xunjian {

// One [[assign]] table: which hosts get which checks, and how.
struct AssignRule {
  std::string name;
  std::map<std::string, std::string> hosts;  // labels that must be equal, with "host" and "site"
  std::vector<const CheckType*> checks;      // what its globs matched
  std::optional<Duration> interval;          // else the check's own
  std::optional<Duration> timeout;
  std::optional<int> attempts;
  std::optional<Duration> retry_interval;
  std::string service;  // "" : the family of the check
  Parameters parameters;
  ThresholdOverrides thresholds;
};

// What people are told of an incident.
namespace news {
inline constexpr std::string_view kOpened = "opened";
inline constexpr std::string_view kUpdated = "updated";    // more joined it
inline constexpr std::string_view kRestated = "restated";  // nobody acknowledged it
inline constexpr std::string_view kAcknowledged = "acknowledged";
inline constexpr std::string_view kSolved = "solved";
}  // namespace news
inline constexpr std::array kNewsKinds = {news::kOpened, news::kUpdated, news::kRestated,
                                          news::kAcknowledged, news::kSolved};

// One [[notify]] table: which channels tell which news. An empty list does not restrict.
struct NotifyRule {
  std::string name;
  std::vector<std::string> channels;         // as the collector's configuration names them
  std::map<std::string, std::string> hosts;  // labels that must be equal, with "host" and "site"
  std::vector<std::string> services;         // of a state in the incident
  std::vector<std::string> families;         // of its check: "host", "net"
  std::vector<std::string> news;             // of kNewsKinds
};

// The channel that is always there, and tells what no rule takes.
inline constexpr std::string_view kLogChannel = "log";

// The versioned set of rules the collector decides by. Immutable once parsed.
struct Policy {
  std::string version;  // SHA-256 of the text, 64 hex digits
  std::string text;     // TOML, "xunjian.policy/1"
  std::vector<AssignRule> rules;
  std::vector<std::string> group_by = {"host", "service"};
  Duration gather = std::chrono::seconds(30);  // what joins an incident is told that late, together
  Duration restate = std::chrono::hours(4);    // while nobody acknowledges; 0: never
  std::vector<NotifyRule> notify;
};

// What the built-in checks answer for a glob (checks/catalogue MatchChecks).
using CheckMatcher = std::function<std::vector<const CheckType*>(std::string_view glob)>;

// Strict: kInvalidArgument with every problem at once. Checks, parameters, threshold names, label
// names and bounds are all looked at; names of channels only when `channels` are given, for a
// policy stays in force when a channel goes.
Result<Policy> ParsePolicy(std::string_view text, const std::string& file_name,
                           const CheckMatcher& match,
                           const std::vector<std::string>* channels = nullptr);

// What a fresh collector works with: the base checks, for every host. Parses with the built-in
// checks.
std::string_view DefaultPolicyText();

struct PolicySubject {
  std::string_view host;
  std::string_view site;
  const std::map<std::string, std::string>& labels;
};

// Has the host all of these labels, with "host" and "site"?
bool HasLabels(const PolicySubject& host, const std::map<std::string, std::string>& wanted);

// The assignments of one host, in the order of the rules; the id is "<rule>/<check>". Of a check
// that needs no parameter the last rule that names it wins; one with a target, or that needs one,
// is assigned once per rule.
AssignmentSet CompileAssignments(const Policy& policy, const PolicySubject& host);

}  // namespace xunjian
