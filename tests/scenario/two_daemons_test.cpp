// Both daemons in one process on a manual clock; the wire between them is real.
#include "tests/scenario/two_daemons.h"

#include <catch2/catch.hpp>
#include <set>

namespace xunjian {
namespace {

using namespace std::chrono_literals;

// Simulated time runs some thirty times as fast as a disk syncs, so that patience is long.
constexpr Duration kPatience = 10min;

constexpr std::string_view kPolicy = R"(
schema = "xunjian.policy/1"
[[assign]]
name = "port"
checks = ["net.state.tcp_probe"]
parameters = { target = "127.0.0.1:80" }
service = "shop"
interval = "60s"
attempts = 3
retry = "2s"
)";

// A port that a test opens and closes, as a runner sees it.
struct Port {
  bool open = true;

  CheckResult Probe() const {
    ItemResult item;
    item.observed.item = "127.0.0.1:80";
    item.outcome = open ? Outcome::kOk : Outcome::kCritical;
    item.code = open ? "ok" : "refused";
    CheckResult result;
    result.items.push_back(item);
    return result;
  }
};

struct World {
  Port port;
  TwoDaemons daemons{[this](const Assignment&) { return port.Probe(); }};

  World() {
    daemons.StartCollector();
    daemons.ApplyPolicy(std::string(kPolicy));
    daemons.StartAgent();
    daemons.PassUntil([this] { return !daemons.Results().empty(); }, kPatience);
  }

  // None lost and none twice; the newest one may still be on its way.
  void RequireEachResultOnce() {
    const std::uint64_t produced = daemons.checks_run();
    daemons.PassUntil([&] { return daemons.Results().size() >= produced; }, kPatience);
    std::set<std::pair<std::uint64_t, std::uint64_t>> seen;
    for (const ResultRow& row : daemons.Results()) {
      REQUIRE(seen.insert({row.epoch, row.seq}).second);
    }
  }

  bool Open() { return !daemons.Incidents().empty(); }
  bool Solved() {
    const auto incidents = daemons.Incidents();
    return incidents.size() == 1 && incidents.front().status == IncidentStatus::kSolved;
  }
};

TEST_CASE("two daemons: a fault becomes an incident and passing again solves it") {
  World world;
  world.port.open = false;
  world.daemons.PassUntil([&] { return world.Open(); }, kPatience);
  REQUIRE_FALSE(world.Solved());
  world.port.open = true;
  world.daemons.PassUntil([&] { return world.Solved(); }, kPatience);
  world.RequireEachResultOnce();
}

TEST_CASE("two daemons: the collector is away for an hour, and its results come later, once") {
  World world;
  const std::uint64_t before = world.daemons.checks_run();
  world.daemons.StopCollector();
  world.daemons.Pass(1h, 5s);
  REQUIRE(world.daemons.checks_run() >= before + 40);
  world.daemons.StartCollector();
  world.RequireEachResultOnce();
}

TEST_CASE("two daemons: an agent that falls silent is one incident, and its return solves it") {
  World world;
  world.daemons.StopAgent();
  world.daemons.PassUntil([&] { return world.Open(); }, kPatience);
  REQUIRE(world.daemons.Incidents().size() == 1);
  world.daemons.StartAgent();
  world.daemons.PassUntil([&] { return world.Solved(); }, kPatience);
  world.RequireEachResultOnce();
}

}  // namespace
}  // namespace xunjian
