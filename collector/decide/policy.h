#pragma once

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

// The versioned set of rules the collector decides by. Immutable once parsed.
struct Policy {
  std::string version;  // SHA-256 of the text, 64 hex digits
  std::string text;     // TOML, "xunjian.policy/1"
  std::vector<AssignRule> rules;
  std::vector<std::string> group_by = {"host", "service"};
};

// What the built-in checks answer for a glob (checks/catalogue MatchChecks).
using CheckMatcher = std::function<std::vector<const CheckType*>(std::string_view glob)>;

// Strict: kInvalidArgument with every problem at once. Checks, parameters, threshold names, label
// names and bounds are all looked at.
Result<Policy> ParsePolicy(std::string_view text, const std::string& file_name,
                           const CheckMatcher& match);

// What a fresh collector works with: the base checks, for every host. Parses with the built-in
// checks.
std::string_view DefaultPolicyText();

struct PolicySubject {
  std::string_view host;
  std::string_view site;
  const std::map<std::string, std::string>& labels;
};

// The assignments of one host, in the order of the rules; the id is "<rule>/<check>". Of a check
// that needs no parameter the last rule that names it wins; one with a target, or that needs one,
// is assigned once per rule.
AssignmentSet CompileAssignments(const Policy& policy, const PolicySubject& host);

}  // namespace xunjian
