#include "cli/policy_losses.h"

#include <algorithm>
#include <iterator>

namespace xunjian {
namespace {

constexpr std::size_t kNamed = 10;

bool LosesAll(const AssignedCount& host) { return host.before > 0 && host.assignments == 0; }

Message NameHosts(const std::vector<AssignedCount>& hosts) {
  Message names;
  const std::size_t named = std::min(kNamed, hosts.size());
  for (std::size_t i = 0; i < named; ++i) {
    names.en += fmt::format("{}{} ({} checks)", i == 0 ? "" : ", ", hosts[i].host, hosts[i].before);
    names.zh += fmt::format("{}{}（{} 项）", i == 0 ? "" : "、", hosts[i].host, hosts[i].before);
  }
  if (hosts.size() > named) {
    names.en += ", …";
    names.zh += "……";
  }
  return names;
}

}  // namespace

PolicyLosses::PolicyLosses(const PolicyVerdict& verdict) : no_rules_(verdict.rules == 0) {
  std::copy_if(verdict.hosts.begin(), verdict.hosts.end(), std::back_inserter(hosts_), &LosesAll);
}

Message PolicyLosses::Describe() const {
  Message losses;
  if (no_rules_) losses = Format({"the policy has no rule", "策略中没有任何规则"});
  if (hosts_.empty()) return losses;
  const Message names = NameHosts(hosts_);
  const std::size_t count = hosts_.size();
  losses.en +=
      fmt::format("{}{} host{} all {} checks: {}", no_rules_ ? "; " : "", count,
                  count == 1 ? " loses" : "s lose", count == 1 ? "its" : "their", names.en);
  losses.zh +=
      fmt::format("{}{} 台主机将失去全部检查任务：{}", no_rules_ ? "；" : "", count, names.zh);
  return losses;
}

}  // namespace xunjian
