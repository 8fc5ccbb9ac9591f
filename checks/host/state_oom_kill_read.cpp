#include "checks/engine/flat_keyed.h"
#include "checks/host/oom_groups.h"
#include "checks/host/parsed_source.h"
#include "checks/host/reads.h"

namespace xunjian {
namespace {

ObservedItem Kills(const std::string& item, std::uint64_t kills) {
  return {item, {{"oom_kills_total", static_cast<double>(kills), "count"}}, {}};
}

}  // namespace

Reading ReadHostStateOomKill(const ReadContext& context, const Parameters&) {
  const auto vmstat = ReadParsed(context.files, "/proc/vmstat", ParseFlatKeyed);
  if (!vmstat) return vmstat.error();
  const auto kills = vmstat->find("oom_kill");
  if (kills == vmstat->end()) return NotRead{Outcome::kNotApplicable, "no_oom_counter", {}};
  Observation observation;
  observation.items.push_back(Kills("", kills->second));
  for (const OomGroup& group : ReadOomGroups(context.files)) {
    observation.items.push_back(Kills(group.group, group.kills));
  }
  return observation;
}

}  // namespace xunjian
