#include <catch2/catch.hpp>

#include "tests/support/collector_fixture.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;
using DeliveryOutcome = DeliveryReported::Outcome;

constexpr std::string_view kOneGroup = "\n[grouping]\nby = [\"host\"]\n";

// Both checks of a host in one incident; load joins the probe's.
struct OneIncident : CollectorWorld {
  explicit OneIncident(const std::string& more = "") {
    Use(more);
    EnrolHost("web1", "agent-1");
    Open();
  }

  void Use(const std::string& more) {
    std::string text(kFakePolicyText);
    text += std::string(kOneGroup) + more;
    auto policy = ParsePolicy(text, "p.toml", &MatchFakeChecks);
    Handle(PolicyApplied{FakeActor(), std::make_shared<const Policy>(std::move(policy).value())});
  }
  Changes Open() { return Fail(kProbe); }
  Changes Fail(const std::string& assignment) {
    Arrive("agent-1", assignment, Outcome::kCritical);
    Arrive("agent-1", assignment, Outcome::kCritical);
    return Arrive("agent-1", assignment, Outcome::kCritical);
  }
  // What is told of the incident as time passes, a tick a second.
  std::vector<std::string> Told(Duration time) {
    std::vector<std::string> keys;
    for (const Timestamp end = now + time; now < end;) {
      Pass(1s);
      Handle(HeartbeatArrived{"agent-1"});
      for (const OutboxEntry& entry : Tick().outbox) {
        if (entry.incident == 1) keys.push_back(entry.kind + " to " + entry.channel);
      }
    }
    return keys;
  }
  std::vector<std::string> Pending() const {
    std::vector<std::string> keys;
    for (const auto& [id, entry] : model.outbox) keys.push_back(entry.key);
    return keys;
  }
};

using Strings = std::vector<std::string>;

TEST_CASE("the first call of an incident goes at once") {
  OneIncident world;
  CHECK(world.Pending() == Strings{"incident-1-opened"});
  CHECK(world.model.outbox.at(1).due_at == world.now);
}

TEST_CASE("who joins within the wait is told once, at its end") {
  OneIncident world;
  CHECK(world.Fail(kLoad).outbox.empty());
  CHECK(world.Told(29s).empty());
  CHECK(world.Told(2s) == Strings{"updated to log"});
  CHECK(world.Pending() == Strings{"incident-1-opened", "incident-1-updated-2"});
  CHECK(world.Told(5s).empty());
}

TEST_CASE("who joins with the result that opens it is named by the first call") {
  OneIncident world;
  world.Arrive("agent-1", kProbe, Outcome::kOk);
  world.Arrive("agent-1", kLoad, Outcome::kOk);
  const auto both = [&](std::uint64_t seq) {
    return world.Batch("agent-1", 9,
                       {ResultWith(seq, kProbe, Outcome::kCritical, world.now),
                        ResultWith(seq + 1, kLoad, Outcome::kCritical, world.now)});
  };
  both(1);
  both(3);
  CHECK(both(5).outbox.size() == 1);
  CHECK(world.Told(31s).empty());
}

TEST_CASE("a wait of nothing tells at once who joined") {
  OneIncident world("wait = \"0s\"\n");
  const Changes joined = world.Fail(kLoad);
  REQUIRE(joined.outbox.size() == 1);
  CHECK(joined.outbox[0].kind == "updated");
  CHECK(joined.deadlines.empty());
}

TEST_CASE("what is solved is not updated any more") {
  OneIncident world;
  world.Fail(kLoad);
  world.Arrive("agent-1", kProbe, Outcome::kOk);
  const Changes solved = world.Arrive("agent-1", kLoad, Outcome::kOk);
  REQUIRE(solved.outbox.size() == 1);
  CHECK(solved.outbox[0].key == "incident-1-solved");
  CHECK(world.model.deadlines.empty());
  CHECK(world.Told(31s).empty());
}

TEST_CASE("what nobody acknowledges is restated, again and again") {
  OneIncident world("wait = \"30s\"\nrepeat = \"1m\"\n");
  const auto deliver_all = [&] {
    while (!world.model.outbox.empty()) {
      world.Handle(
          DeliveryReported{world.model.outbox.begin()->first, DeliveryOutcome::kDelivered, ""});
    }
  };
  deliver_all();
  CHECK(world.Told(59s).empty());
  CHECK(world.Told(2s) == Strings{"restated to log"});
  deliver_all();
  CHECK(world.Told(60s) == Strings{"restated to log"});
}

TEST_CASE("a restatement that waits for its channel is not said twice") {
  OneIncident world("repeat = \"1m\"\n");
  CHECK(world.Told(10min) == Strings{"restated to log"});
}

TEST_CASE("what somebody acknowledged is not restated") {
  OneIncident world("repeat = \"1m\"\n");
  const Changes taken = world.Act(1, IncidentAct::kAcknowledge, "looking");
  CHECK(taken.outbox.at(0).kind == "acknowledged");
  CHECK(world.Told(5min).empty());
}

TEST_CASE("a repeat of nothing restates never, and a policy that restates takes what is open") {
  OneIncident world("repeat = \"0s\"\n");
  CHECK(world.model.deadlines.empty());
  world.Use("repeat = \"2m\"\n");
  CHECK(world.Told(119s).empty());
  world.Use("repeat = \"2m\"\n");  // applied again: no later for that
  CHECK(world.Told(2s) == Strings{"restated to log"});
  world.Use("repeat = \"0s\"\n");
  CHECK(world.model.deadlines.empty());
}

TEST_CASE("a deadline that passed while nothing ran is met at the first tick") {
  OneIncident world;
  world.Fail(kLoad);
  Model grown;
  Changes rows;
  for (const auto& [key, due] : world.model.deadlines) rows.deadlines.push_back({key, due});
  for (const auto& [id, incident] : world.model.incidents) {
    rows.incidents.push_back(incident.facts);
    for (const auto& [key, member] : incident.members) rows.members.push_back({id, member});
  }
  Apply(rows, grown);
  grown.last_outbox = world.model.last_outbox;
  const Changes changes = Decide(grown, xunjian::Tick{}, world.now + 24h, world.rules);
  REQUIRE(changes.outbox.size() == 2);
  CHECK(changes.outbox[0].kind == "updated");
  CHECK(changes.outbox[1].kind == "restated");
}

TEST_CASE("each channel of the rules gets a row of its own, with the key of the news") {
  OneIncident world("[[notify]]\nname='a'\nchannels=['mail', 'robot']\nservices=['shop']\n");
  REQUIRE(world.model.outbox.size() == 2);
  CHECK(world.model.outbox.at(1).channel == "mail");
  CHECK(world.model.outbox.at(2).channel == "robot");
  CHECK(world.Pending() == Strings{"incident-1-opened", "incident-1-opened"});
}

TEST_CASE("a channel that fails for three days is given up, with the reason") {
  OneIncident world;
  world.Handle(DeliveryReported{1, DeliveryOutcome::kRetry, "no route"});
  CHECK(world.model.outbox.at(1).attempts == 1);
  world.Pass(73h);
  const Changes changes = world.Handle(DeliveryReported{1, DeliveryOutcome::kRetry, "no route"});
  CHECK(world.model.outbox.empty());
  CHECK(changes.outbox.at(0).state == DeliveryState::kRejected);
  CHECK(changes.outbox.at(0).attempts == 2);
  CHECK(changes.outbox.at(0).detail == "given up after 3 days: no route");
  CHECK(changes.timeline.at(0).text == changes.outbox.at(0).detail);
}

}  // namespace
}  // namespace xunjian
