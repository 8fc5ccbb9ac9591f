#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "checks/api/baseline.h"
#include "checks/api/parameters.h"
#include "checks/api/threshold.h"

namespace xunjian {

// A check with parameters, thresholds and a schedule, on one host.
struct Assignment {
  std::string id;  // unique on its host and stable over policy versions: "<rule>/<check>"
  std::string check;
  Parameters parameters;
  ThresholdOverrides thresholds;
  std::optional<Baseline> baseline;
  Duration interval{};  // 0: on demand, never overdue by timer
  Duration timeout = std::chrono::seconds(10);
  int attempts = 3;  // results in a row before a change of outcome is hard
  Duration retry_interval = std::chrono::seconds(10);  // between re-checks of a suspect
  std::map<std::string, std::string> labels;           // "service" and others, for grouping
  friend bool operator==(const Assignment&, const Assignment&) = default;
};

struct AssignmentSet {
  std::string version;  // fingerprint of the content; equal versions are equal sets
  std::vector<Assignment> assignments;
  friend bool operator==(const AssignmentSet&, const AssignmentSet&) = default;
};

}  // namespace xunjian
