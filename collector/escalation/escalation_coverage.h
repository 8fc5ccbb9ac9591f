#pragma once

#include <set>
#include <vector>

#include "collector/escalation/escalation_policy.h"

namespace xunjian {

// An incident that no policy covers. A site or family of "" stands for all that no policy names.
struct CoverageGap {
  IncidentGrade grade = IncidentGrade::kOne;
  EscalationSubject subject;
  friend bool operator==(const CoverageGap&, const CoverageGap&) = default;
};

// What policies leave open and which of them are never chosen. Looks at every grade, and at every
// site and family that a policy names, so it takes grades x sites x families x policies.
struct Coverage {
  std::vector<CoverageGap> gaps;  // by grade
  std::set<std::string> unused;   // names of policies
};
Coverage FindCoverage(const std::vector<EscalationPolicy>& policies);

// "grade II at site 'zj'"
Message Describe(const CoverageGap& gap);

}  // namespace xunjian
