#include "collector/incident/grouping.h"

#include <algorithm>

namespace xunjian {
namespace {

std::string_view LabelOr(const std::map<std::string, std::string>& labels, const std::string& name,
                         std::string_view fallback) {
  const auto found = labels.find(name);
  return found == labels.end() ? fallback : std::string_view(found->second);
}

std::string_view ValueOf(const std::string& label, const GroupSubject& subject,
                         const Assignment& assignment, Trouble trouble) {
  if (label == "host") return subject.host;
  if (label == "site") return subject.site;
  if (label == "service") return ServiceOf(assignment, trouble);
  return LabelOr(assignment.labels, label, LabelOr(subject.host_labels, label, ""));
}

void AddPart(std::string& key, std::string_view label, std::string_view value) {
  if (!key.empty()) key += ',';
  key.append(label).append("=").append(value);
}

}  // namespace

std::string_view FamilyOf(std::string_view check) { return check.substr(0, check.find('.')); }

std::string_view ServiceOf(const Assignment& assignment, Trouble trouble) {
  if (trouble != Trouble::kOutcome) return kAgentService;
  return LabelOr(assignment.labels, "service", FamilyOf(assignment.check));
}

std::string GroupKey(std::span<const std::string> by, const GroupSubject& subject,
                     const Assignment& assignment, Trouble trouble) {
  std::string key;
  for (const std::string& label : by) {
    AddPart(key, label, ValueOf(label, subject, assignment, trouble));
  }
  const bool named = std::find(by.begin(), by.end(), "service") != by.end();
  if (trouble != Trouble::kOutcome && !named) AddPart(key, "service", kAgentService);
  return key;
}

}  // namespace xunjian
