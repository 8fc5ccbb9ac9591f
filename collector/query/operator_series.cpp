// Reading results back: one series, one result.
#include <algorithm>
#include <set>
#include <utility>

#include "collector/query/operator_desk.h"

namespace xunjian {
namespace {

bool IsAsked(const Assignment& assignment, const SeriesQuery& query) {
  return (query.assignment.empty() || query.assignment == assignment.id) &&
         (query.check.empty() || query.check == assignment.check);
}

}  // namespace

Result<SeriesPage> OperatorDesk::ReadSeries(const Actor& actor, const SeriesQuery& query) {
  auto page = parts_.reader.ReadSeries(actor.site, query);
  if (!page || !query.with_interval) return page;
  const auto interval = IntervalOf(actor, query);
  if (!interval) return interval.error();
  page->interval = *interval;
  return page;
}

Result<StoredResult> OperatorDesk::ShowResult(const Actor& actor, const ResultId& id) {
  return parts_.reader.ShowResult(actor.site, id);
}

Result<std::optional<Duration>> OperatorDesk::IntervalOf(const Actor& actor,
                                                         const SeriesQuery& query) {
  const auto in_force = parts_.reader.PolicyInForce();
  if (!in_force) return in_force.error();
  const auto policy = ParsePolicy(in_force->text, "policy in force", parts_.match);
  if (!policy) return policy.error();
  const auto hosts = parts_.reader.ListHosts(actor.site);
  if (!hosts) return hosts.error();
  const auto host = std::ranges::find(*hosts, query.host, &HostRow::name);
  if (host == hosts->end()) return std::optional<Duration>();

  std::set<Duration> intervals;
  const auto compiled = CompileAssignments(*policy, {host->name, host->site, host->labels});
  for (const Assignment& assignment : compiled.assignments) {
    if (IsAsked(assignment, query)) intervals.insert(assignment.interval);
  }
  if (intervals.size() != 1 || *intervals.begin() <= Duration()) return std::optional<Duration>();
  return std::optional(*intervals.begin());
}

}  // namespace xunjian
