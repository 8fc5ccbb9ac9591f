#include <fmt/format.h>

#include <algorithm>

#include "base/digest.h"
#include "checks/api/ruler.h"
#include "collector/decide/policy.h"

namespace xunjian {
namespace {

Parameters ParametersFor(const AssignRule& rule, const CheckType& check) {
  std::map<std::string, ParameterValue, std::less<>> values;
  for (const ParameterSpec& spec : check.parameters) {
    const auto given = rule.parameters.values().find(spec.name);
    if (given != rule.parameters.values().end()) values.insert(*given);
  }
  return Parameters(std::move(values));
}

ThresholdOverrides ThresholdsFor(const AssignRule& rule, const CheckType& check) {
  ThresholdOverrides overrides;
  for (const Threshold& threshold : check.thresholds) {
    const auto given = rule.thresholds.find(threshold.name);
    if (given != rule.thresholds.end()) overrides.insert(*given);
  }
  return overrides;
}

Assignment Assign(const AssignRule& rule, const CheckType& check) {
  const Assignment defaults;
  Assignment assignment;
  assignment.id = fmt::format("{}/{}", rule.name, check.id);
  assignment.check = check.id;
  assignment.parameters = ParametersFor(rule, check);
  assignment.thresholds = ThresholdsFor(rule, check);
  assignment.interval = rule.interval.value_or(check.interval);
  assignment.timeout = rule.timeout.value_or(check.timeout);
  assignment.attempts = rule.attempts.value_or(defaults.attempts);
  assignment.retry_interval = rule.retry_interval.value_or(defaults.retry_interval);
  if (!rule.service.empty()) assignment.labels["service"] = rule.service;
  return assignment;
}

// "target" need not be required: "targets" may stand for it.
bool HasTarget(const CheckType& check) {
  return std::any_of(
      check.parameters.begin(), check.parameters.end(),
      [](const ParameterSpec& spec) { return spec.required || spec.name == "target"; });
}

void DropEarlier(std::vector<Assignment>& assignments, std::string_view check) {
  std::erase_if(assignments, [check](const Assignment& entry) { return entry.check == check; });
}

std::string Describe(const Assignment& assignment, const CheckType& check) {
  std::string text = fmt::format("{} {} {} {} {} {}", assignment.id, RulerOf(check, assignment),
                                 assignment.interval.count(), assignment.timeout.count(),
                                 assignment.attempts, assignment.retry_interval.count());
  for (const auto& [label, value] : assignment.labels) text += fmt::format(" {}={}", label, value);
  return text + "\n";
}

}  // namespace

bool HasLabels(const PolicySubject& host, const std::map<std::string, std::string>& wanted) {
  return std::all_of(wanted.begin(), wanted.end(), [&host](const auto& entry) {
    const auto& [label, value] = entry;
    if (label == "host") return host.host == value;
    if (label == "site") return host.site == value;
    const auto found = host.labels.find(label);
    return found != host.labels.end() && found->second == value;
  });
}

AssignmentSet CompileAssignments(const Policy& policy, const PolicySubject& host) {
  AssignmentSet set;
  std::map<std::string, std::string> described;  // by assignment id
  for (const AssignRule& rule : policy.rules) {
    if (!HasLabels(host, rule.hosts)) continue;
    for (const CheckType* check : rule.checks) {
      if (!HasTarget(*check)) DropEarlier(set.assignments, check->id);
      set.assignments.push_back(Assign(rule, *check));
      const Assignment& assigned = set.assignments.back();
      described[assigned.id] = Describe(assigned, *check);
    }
  }
  std::string canonical;
  for (const Assignment& assignment : set.assignments) canonical += described[assignment.id];
  set.version = Sha256Hex(canonical);
  return set;
}

}  // namespace xunjian
