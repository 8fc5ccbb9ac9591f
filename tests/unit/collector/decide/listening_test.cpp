// Silence over restarts and full disks: what could be heard counts, and all of it.
#include <catch2/catch.hpp>

#include "checks/api/reasons.h"
#include "collector/replay/stored_rows.h"
#include "tests/support/collector_fixture.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

constexpr Duration kTenYears = 24h * 3650;

// One host whose two checks come as often as a test says, with a time limit of 5 s.
struct Listened : CollectorWorld {
  explicit Listened(Duration interval) {
    auto policy = std::make_shared<Policy>(*rules.policy);
    for (AssignRule& rule : policy->rules) rule.interval = interval;
    Handle(PolicyApplied{FakeActor(), policy});
    EnrolHost("web1", "agent-1");
    Connect();
    Arrive("agent-1", kProbe, Outcome::kOk);
    Arrive("agent-1", kLoad, Outcome::kOk);
  }

  void Connect() {
    Hello hello;
    hello.epoch = kEpoch;
    Handle(SessionUp{++session, "agent-1", hello});
  }
  void Beat() { Handle(HeartbeatArrived{"agent-1"}); }
  // A process ends; the next one has what was stored.
  void Restart(Duration away = 2s) {
    const ListenedTime listened = model.listened;
    now += away;
    model = GrownAnew(model);
    Handle(CollectorStarted{SteadyTime(5h), listened});
  }
  void Listen(Duration time) {
    Pass(time);
    Tick();
  }
  bool Overdue() const { return model.FindRun({"web1", kProbe})->arrival.overdue; }
  bool AgentIsSilent() const {
    return model.memberships.contains({{"web1", "", ""}, Trouble::kSilence});
  }

  SessionId session = 0;
};

}  // namespace

TEST_CASE("a daily check of a collector that is restarted every six hours is overdue in time") {
  Listened world(24h);
  for (int i = 0; i < 4; ++i) {
    world.Listen(6h);
    world.Restart();
    world.Connect();
  }
  CHECK_FALSE(world.Overdue());
  world.Listen(35s);  // the time limit and the grace
  CHECK_FALSE(world.Overdue());
  world.Listen(1s);
  CHECK(world.Overdue());
}

TEST_CASE("a daily check is overdue in time though the disk is full for ten seconds each minute") {
  Listened world(24h);
  for (int i = 0; i < 24 * 60; ++i) {
    world.Listen(50s);
    world.Hold(10s);
  }
  CHECK_FALSE(world.Overdue());
  world.Listen(4h);  // those that it could not listen
  CHECK_FALSE(world.Overdue());
  world.Listen(36s);
  CHECK(world.Overdue());
}

TEST_CASE("a dead agent is noticed though the disk is full for ten seconds each twenty") {
  Listened world(24h);
  for (int i = 0; i < 6; ++i) {
    world.Listen(10s);
    CHECK_FALSE(world.AgentIsSilent());
    world.Hold(10s);
  }
  world.Listen(1s);
  CHECK(world.AgentIsSilent());
}

TEST_CASE("a wall clock that leaps ten years, before or over a restart, changes nothing") {
  const Duration leap = GENERATE(kTenYears, -kTenYears);
  const bool over_restart = GENERATE(false, true);
  CAPTURE(leap.count(), over_restart);
  Listened world(24h);
  for (int i = 0; i < 4; ++i) {
    world.Listen(6h);
    if (i == 1 && !over_restart) world.now += leap;
    world.Restart(i == 1 && over_restart ? leap : 2s);
    world.Connect();
  }
  world.Listen(35s);
  CHECK_FALSE(world.Overdue());
  world.Listen(1s);
  CHECK(world.Overdue());
}

TEST_CASE("a weekend without a collector is nobody's silence") {
  Listened world(1h);
  world.Listen(50min);
  world.Restart(48h);
  world.Connect();
  world.Listen(10min + 35s);
  CHECK_FALSE(world.Overdue());
  world.Listen(1s);
  CHECK(world.Overdue());
}

TEST_CASE("after a restart a check waits for its agent, for a minute") {
  Listened world(30s);
  world.Listen(60s);
  CHECK_FALSE(world.Overdue());
  world.Restart();
  world.Listen(60s);
  CHECK_FALSE(world.Overdue());
  world.Listen(1s);
  CHECK(world.Overdue());
  CHECK(world.AgentIsSilent());  // at the same moment
}

TEST_CASE("an agent that is back has ten seconds to bring what waited") {
  Listened world(30s);
  world.Listen(60s);
  world.Restart();
  world.Listen(20s);
  world.Connect();
  world.Listen(10s);
  CHECK_FALSE(world.Overdue());
  SECTION("it does") {
    world.Arrive("agent-1", kProbe, Outcome::kOk);
    world.Listen(60s);
    CHECK_FALSE(world.Overdue());
  }
  SECTION("it does not") {
    world.Listen(1s);
    CHECK(world.Overdue());
  }
  SECTION("nor does it by coming back again") {
    world.Connect();
    world.Listen(1s);
    CHECK(world.Overdue());
  }
}

TEST_CASE("a collector that never lives for a minute finds an overdue check all the same") {
  Listened world(30s);
  Duration listened{};
  while (!world.Overdue() && listened < 1h) {
    world.Restart();
    world.Listen(45s);
    listened += 45s;
  }
  // Interval, time limit and grace, a minute to come back, and what is left of the last life.
  CHECK(listened <= 65s + 60s + 45s);
}

TEST_CASE("what arrived after a restart is overdue by the same measure as ever") {
  Listened world(5s);
  world.Restart();
  world.Listen(1s);
  world.Connect();
  world.Arrive("agent-1", kProbe, Outcome::kOk);
  world.Listen(40s);
  CHECK_FALSE(world.Overdue());
  world.Listen(1s);
  CHECK(world.Overdue());
}

TEST_CASE("a start writes nothing of checks that are known") {
  Listened world(30s);
  const ListenedTime listened = world.model.listened;
  world.model = GrownAnew(world.model);
  CHECK(world.Handle(CollectorStarted{SteadyTime(5h), listened}).arrivals.empty());
}

}  // namespace xunjian
