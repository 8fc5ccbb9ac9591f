// The listening clock on a real database.
#include <catch2/catch.hpp>

#include "tests/support/stored_collector.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

// One host, whose probe comes daily.
struct DailyProbe : StoredCollector {
  DailyProbe() {
    ApplyDaily();
    Enrol();
    Arrive(1, kProbe, Outcome::kOk);
  }

  void ApplyDaily() {
    auto policy = std::make_shared<Policy>(*CollectorWorld().rules.policy);
    policy->text.replace(policy->text.rfind("30s"), 3, "24h");
    auto daily = ParsePolicy(policy->text, "daily.toml", &MatchFakeChecks).value();
    engine().Call(PolicyApplied{FakeActor(), std::make_shared<const Policy>(daily)}).value();
  }
  void Listen(Duration time) {
    clock.Advance(time);
    engine().Call(Tick{clock.Steady()}).value();
  }
  bool Overdue() const {
    for (const StateRow& state : reader->ListStates("", {}).value()) {
      if (state.check == "net.state.probe") return state.overdue;
    }
    return false;
  }
};

}  // namespace

TEST_CASE("a daily check is overdue in time on a database that was opened every six hours") {
  const Duration leap = GENERATE(Duration(0), Duration(24h * 3650), Duration(-24h * 3650));
  CAPTURE(leap.count());
  DailyProbe core;
  for (int i = 0; i < 4; ++i) {
    core.Listen(6h);
    if (i == 1) core.clock.JumpWallClock(leap);
    core.clock.Advance(2s);
    core.Reopen();
  }
  core.Listen(35s);
  CHECK_FALSE(core.Overdue());
  core.Listen(26s);  // the agent never came back: it was given its minute
  CHECK(core.Overdue());
}

TEST_CASE("a collector that nobody talks to keeps the time that it listened, to ten seconds") {
  StoredCollector core;
  core.clock.Advance(9s);
  core.engine().Call(Tick{core.clock.Steady()}).value();
  const std::uint64_t before = core.engine().figures().commits;
  core.clock.Advance(1s);
  core.engine().Call(Tick{core.clock.Steady()}).value();
  CHECK(core.engine().figures().commits == before + 1);
  core.clock.Advance(9s);
  core.engine().Call(Tick{core.clock.Steady()}).value();
  CHECK(core.engine().figures().commits == before + 1);
}

}  // namespace xunjian
