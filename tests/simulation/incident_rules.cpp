#include "tests/simulation/incident_rules.h"

#include <map>
#include <set>
#include <string>

#include "collector/decide/policy.h"
#include "tests/simulation/trace.h"

namespace xunjian::sim {
namespace {

constexpr std::uint32_t kAll = 10'000;

std::string Detail(const TimelineRow& row, std::string_view name) {
  for (const Argument& detail : row.details) {
    if (detail.name == name) return detail.value;
  }
  return "";
}

// The cause of an entry, "" for silence, which has no result.
std::string CauseOf(const TimelineRow& row) {
  const std::string seq = Detail(row, "seq");
  if (seq.empty()) return "";
  return fmt::format("{} of {} [{}], number {} of epoch {}", Detail(row, "check"),
                     Detail(row, "host"), Detail(row, "item"), seq, Detail(row, "epoch"));
}

// Time is its cause, and its key a number.
bool IsOfDeadline(const OutboxEntry& entry) {
  return entry.kind == news::kUpdated || entry.kind == news::kRestated;
}

}  // namespace

void CheckIncidents(StoreReader& reader) {
  IncidentQuery everything;
  everything.limit = kAll;
  std::set<std::string> unsolved;
  std::set<std::string> causes;
  std::set<std::string> told;
  for (const IncidentRow& incident : reader.ListIncidents("", everything).value()) {
    const bool is_solved = incident.solved_at.has_value();
    Demand(is_solved || unsolved.insert(incident.group).second,
           "one unsolved incident of a group: {} has a second one", incident.group);
    std::map<std::string, int> count;
    const IncidentDetail detail = reader.ShowIncident("", incident.id).value();
    for (const TimelineRow& row : detail.timeline) {
      ++count[row.kind];
      if (row.kind == "opened" || row.kind == "solved") {
        told.insert(fmt::format("incident-{}-{}", incident.id, row.kind));
      }
      const std::string cause = CauseOf(row);
      const std::string effect =
          row.kind == "opened" ? row.kind : fmt::format("{} in {}", row.kind, incident.id);
      Demand(cause.empty() || causes.insert(effect + cause).second,
             "one effect of a cause: {} {} incident {} again", cause, row.kind, incident.id);
    }
    Demand(count["opened"] == 1, "opened once: incident {} was {} times", incident.id,
           count["opened"]);
    Demand(count["solved"] == (is_solved ? 1 : 0), "solved once: incident {} was {} times",
           incident.id, count["solved"]);
  }
  std::set<std::string> keys;
  for (const OutboxEntry& entry : reader.DueOutbox(Timestamp::max(), kAll).value()) {
    if (IsOfDeadline(entry)) continue;
    Demand(keys.insert(entry.key).second, "one entry of an effect: {} is there again", entry.key);
    Demand(told.contains(entry.key), "no entry without an effect: {}", entry.key);
  }
  Demand(keys.size() == told.size(), "an entry for each effect: {} of {}", keys.size(),
         told.size());
}

}  // namespace xunjian::sim
