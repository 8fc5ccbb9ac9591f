#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <set>

#include "tests/scenario/scenario_agent.h"
#include "tests/support/temp_folder.h"

namespace xunjian {

inline constexpr std::string_view kPortPolicy = R"(
schema = "xunjian.policy/1"
[[assign]]
name = "port"
checks = ["net.state.tcp_probe"]
parameters = { target = "127.0.0.1:80" }
service = "shop"
interval = "10s"
attempts = 3
retry = "2s"
)";

// One host whose port a test opens and closes, and its collector; time is what Pass says.
class World {
 public:
  explicit World(SpoolOptions spool_options = {}) : collector(MakeFolder() + "/xunjian.db", clock) {
    const std::string id = collector.Enrol("web1");
    collector.ApplyPolicy(std::string(kPortPolicy));
    agent = std::make_unique<ScenarioAgent>(
        id, folder / "spool", agent_clock, collector, [this](const Assignment&) { return Probe(); },
        spool_options);
    agent->Step();
  }

  // Time passes in steps of 100 ms; the collector ticks each second.
  void Pass(Duration time) {
    for (Duration passed{}; passed < time; passed += std::chrono::milliseconds(100)) {
      clock.Advance(std::chrono::milliseconds(100));
      agent_clock.Advance(std::chrono::milliseconds(100));
      agent->Step();
      ticks_ = (ticks_ + 1) % 10;
      if (ticks_ == 0) collector.Tick();
      agent->Step();
    }
  }

  CheckResult Probe() const {
    CheckResult result;
    ItemResult item;
    item.observed.item = "127.0.0.1:80";
    item.outcome = port_open ? Outcome::kOk : Outcome::kCritical;
    item.code = port_open ? "ok" : "refused";
    result.items.push_back(item);
    return result;
  }

  std::vector<ResultRow> Results() {
    ResultQuery query;
    query.limit = 10000;
    return collector.reader().ListResults("", query).value().results;
  }
  bool HasFailed() {
    const auto rows = Results();
    return std::any_of(rows.begin(), rows.end(),
                       [](const ResultRow& row) { return row.outcome == Outcome::kCritical; });
  }
  std::vector<IncidentRow> Incidents() { return collector.reader().ListIncidents("", {}).value(); }
  IncidentDetail Detail(std::uint64_t id) {
    return collector.reader().ShowIncident("", id).value();
  }

  // What the collector holds, and a place to keep a copy of a folder.
  std::string collector_folder() const { return folder / "collector"; }
  std::string spool_folder() const { return folder / "spool"; }
  std::string backup() const { return folder / "backup"; }

  TempFolder folder;
  ManualClock clock;  // the collector's
  ManualClock agent_clock;
  ScenarioCollector collector;
  bool port_open = true;
  std::unique_ptr<ScenarioAgent> agent;

 private:
  std::string MakeFolder() const {
    std::filesystem::create_directories(collector_folder());
    return collector_folder();
  }

  int ticks_ = 0;
};

inline void RequireEachResultOnce(World& world) {
  std::set<std::uint64_t> seqs;
  for (const ResultRow& row : world.Results()) REQUIRE(seqs.insert(row.seq).second);
  REQUIRE(seqs.size() == world.agent->produced());
}

}  // namespace xunjian
