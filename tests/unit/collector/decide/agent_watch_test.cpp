// What the collector notices of agents themselves: silence, copies, clocks.
#include <catch2/catch.hpp>

#include "checks/api/reasons.h"
#include "tests/support/collector_fixture.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

const MemberKey kSilent{{"web1", "", ""}, Trouble::kSilence};
const MemberKey kCopied{{"web1", "", ""}, Trouble::kIdentity};

struct Watched : CollectorWorld {
  Watched() {
    auto slow = std::make_shared<Policy>(*rules.policy);
    for (AssignRule& rule : slow->rules) rule.interval = 10h;
    Handle(PolicyApplied{FakeActor(), slow});
    EnrolHost("web1", "agent-1");
    Greet("boot-1");
  }

  Changes Greet(const std::string& boot) {
    Hello hello;
    hello.epoch = kEpoch;
    hello.boot_id = boot;
    return Handle(SessionUp{++session, "agent-1", hello});
  }
  void Work() { Handle(HeartbeatArrived{"agent-1", ++checks_run}); }
  void SeeCopy() { Handle(AgentCopied{"agent-1", "10.0.0.1:1", "10.0.0.2:2"}); }
  const AgentRecord& record() const { return model.FindAgent("agent-1")->record; }
  const Incident& OnlyIncident() const {
    REQUIRE(model.incidents.size() == 1);
    return model.incidents.begin()->second;
  }

  SessionId session = 0;
  std::uint64_t checks_run = 0;
};

std::vector<std::string> KindsOf(const Changes& changes) {
  std::vector<std::string> kinds;
  for (const TimelineEntry& entry : changes.timeline) kinds.push_back(entry.kind);
  return kinds;
}

}  // namespace

TEST_CASE("an agent without a word for a minute is an incident, whatever its checks' intervals") {
  Watched world;
  world.Pass(60s);
  CHECK_FALSE(world.Tick().HasRows());
  world.Pass(1s);
  world.Tick();
  CHECK(world.OnlyIncident().facts.group == "host=web1,service=agent");
  CHECK(world.OnlyIncident().members.at(kSilent).code == reason::kAgentSilent);
  world.Pass(1h);
  CHECK_FALSE(world.Tick().HasRows());  // said once

  world.Handle(HeartbeatArrived{"agent-1"});
  CHECK(world.model.incidents.size() == 1);  // a connection is no work
  world.Arrive("agent-1", kLoad, Outcome::kOk);
  CHECK(world.model.incidents.empty());
}

TEST_CASE("heartbeats keep an agent from being called silent, its checks they do not") {
  Watched world;
  for (int i = 0; i < 2400; ++i) {
    world.Pass(15s);
    world.Work();
    CHECK_FALSE(world.Tick().HasRows());
  }
  world.Pass(36s);  // ten hours, 5 s of time limit, 30 s of grace
  world.Work();
  world.Tick();
  CHECK(world.OnlyIncident().members.count(kSilent) == 0);
}

TEST_CASE("silence counts from when the collector listens, and wall clocks do not matter") {
  Watched world;
  world.Pass(59s);
  world.Handle(CollectorStarted{world.model.now, world.model.listened});
  world.now += 24h * 3650;
  world.Pass(60s);
  world.Tick();
  CHECK(world.model.incidents.empty());
  world.now -= 24h * 7300;
  world.Pass(1s);
  world.Tick();
  CHECK(world.model.incidents.size() == 1);
}

TEST_CASE("a host that has nothing to do on its own is not missed") {
  Watched world;
  auto idle = std::make_shared<Policy>(*world.rules.policy);
  for (AssignRule& rule : idle->rules) rule.interval = 0s;
  world.Handle(PolicyApplied{FakeActor(), idle});
  world.Pass(24h);
  world.Tick();
  CHECK(world.model.incidents.empty());
}

TEST_CASE("two programs with one key are an incident that only a person solves") {
  Watched world;
  world.SeeCopy();
  REQUIRE(world.OnlyIncident().members.at(kCopied).code == reason::kAgentCopied);
  CHECK(world.record().doubted);
  const std::uint64_t id = world.OnlyIncident().facts.id;
  const Changes refused = world.Act(id, IncidentAct::kSolve, "stopped");
  CHECK(refused.reply.error().code() == ErrorCode::kConflict);
  CHECK(refused.effects.empty());  // there is no check to run again

  world.Pass(59min);
  CHECK(KindsOf(world.Tick()).empty() == false);  // the agent is silent meanwhile
  world.SeeCopy();                                // and the copy is still there
  world.Pass(59min);
  CHECK(KindsOf(world.Tick()).empty());
  world.Pass(1min);
  CHECK(KindsOf(world.Tick()) == std::vector<std::string>{"withdrawn"});
  CHECK_FALSE(world.record().doubted);
  world.Arrive("agent-1", kLoad, Outcome::kOk);  // not silent any more
  CHECK(world.model.incidents.size() == 1);
  CHECK(world.Act(id, IncidentAct::kSolve, "the copy was stopped").reply.has_value());
}

TEST_CASE("a copy that is seen again after an hour fails again") {
  Watched world;
  world.SeeCopy();
  world.Pass(1h);
  world.Tick();
  world.SeeCopy();
  CHECK(StillFails(world.OnlyIncident().members.at(kCopied)));
  CHECK(world.record().doubted);
}

TEST_CASE("enrolling the host anew ends the doubt about its old key") {
  Watched world;
  world.SeeCopy();
  TokenRecord token = FakeToken("web1", world.now);
  token.id = "second";
  world.Handle(TokenCreated{token});
  world.Handle(EnrolRequested{"second", "hash", "web1", "key-2", "agent-2"});
  CHECK(IsWithdrawn(world.OnlyIncident().members.at(kCopied)));
  CHECK_FALSE(world.Handle(AgentCopied{"agent-1", "a", "b"})
                  .reply.has_value());  // the old key says nothing
}

TEST_CASE("boots that take turns are a copy, reboots are not") {
  Watched world;
  for (const char* boot : {"boot-1", "boot-2", "boot-2", "", "boot-3"}) world.Greet(boot);
  CHECK(world.model.incidents.empty());
  world.Greet("boot-2");
  CHECK(world.OnlyIncident().members.at(kCopied).code == reason::kBootReturned);
  CHECK(world.record().boots == std::vector<std::string>{"boot-1", "boot-3", "boot-2"});
}

TEST_CASE("only the last boots are remembered") {
  Watched world;
  for (int i = 2; i < 30; ++i) world.Greet("boot-" + std::to_string(i));
  CHECK(world.record().boots.size() == 8);
  CHECK(world.model.incidents.empty());
}

TEST_CASE("what is known of a clock is a row when it changes") {
  Watched world;
  CHECK_FALSE(world.Handle(ClockSeen{"agent-1", std::nullopt}).HasRows());
  world.Handle(ClockSeen{"agent-1", 40s});
  CHECK(world.record().clock_skew == Duration(40s));
  CHECK_FALSE(world.Handle(ClockSeen{"agent-1", 40s}).HasRows());
  CHECK_FALSE(world.Handle(ClockSeen{"nobody", 40s}).HasRows());
}

}  // namespace xunjian
