#include "collector/escalation/escalation_coverage.h"

#include <algorithm>

namespace xunjian {
namespace {

// With "", which no policy can name.
std::set<std::string> NamesOf(const std::vector<EscalationPolicy>& policies,
                              std::set<std::string> EscalationPolicy::*member) {
  std::set<std::string> names = {""};
  for (const EscalationPolicy& policy : policies) {
    names.insert((policy.*member).begin(), (policy.*member).end());
  }
  return names;
}

std::vector<CoverageGap> AllSubjects(const std::vector<EscalationPolicy>& policies) {
  std::vector<CoverageGap> subjects;
  const auto sites = NamesOf(policies, &EscalationPolicy::sites);
  const auto families = NamesOf(policies, &EscalationPolicy::families);
  for (const IncidentGrade grade : kAllGrades) {
    for (const std::string& site : sites) {
      for (const std::string& family : families) subjects.push_back({grade, {site, family}});
    }
  }
  return subjects;
}

}  // namespace

Coverage FindCoverage(const std::vector<EscalationPolicy>& policies) {
  Coverage coverage;
  for (const EscalationPolicy& policy : policies) coverage.unused.insert(policy.name);
  for (CoverageGap& subject : AllSubjects(policies)) {
    const auto chosen =
        std::find_if(policies.begin(), policies.end(), [&](const EscalationPolicy& policy) {
          return Covers(policy, subject.subject, subject.grade);
        });
    if (chosen == policies.end()) {
      coverage.gaps.push_back(std::move(subject));
    } else {
      coverage.unused.erase(chosen->name);
    }
  }
  return coverage;
}

Message Describe(const CoverageGap& gap) {
  Message text = Format({"grade {}", "{} 级"}, ToString(gap.grade));
  const auto add = [&text](Text form, const std::string& name) {
    const Message part = Format(form, name);
    text.en += part.en;
    text.zh += part.zh;
  };
  if (!gap.subject.site.empty()) add({" at site '{}'", "，单位“{}”"}, gap.subject.site);
  if (!gap.subject.family.empty()) add({" of family '{}'", "，类别“{}”"}, gap.subject.family);
  return text;
}

}  // namespace xunjian
