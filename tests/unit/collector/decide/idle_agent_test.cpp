// An agent that speaks and does not work.
#include <catch2/catch.hpp>

#include "checks/api/reasons.h"
#include "tests/support/collector_fixture.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

const MemberKey kAgent{{"web1", "", ""}, Trouble::kSilence};

// Two checks every 30 s, with a time limit of 5 s; the agent is connected.
struct Connected : CollectorWorld {
  Connected() {
    EnrolHost("web1", "agent-1");
    Connect();
    Arrive("agent-1", kProbe, Outcome::kOk);
    Arrive("agent-1", kLoad, Outcome::kOk);
    Beat();
  }

  void Connect() {
    Hello hello;
    hello.epoch = kEpoch;
    Handle(SessionUp{++session, "agent-1", hello});
  }
  void Beat() { Handle(HeartbeatArrived{"agent-1", checks_run}); }
  // It sends heartbeats, and ends so many checks before each.
  Changes Speak(Duration time, std::uint64_t checks = 0) {
    Changes last;
    for (Duration passed{}; passed < time; passed += 1s) {
      Pass(1s);
      checks_run += checks;
      Beat();
      last = Tick();
    }
    return last;
  }
  std::string_view TroubleOfAgent() const {  // "" for none
    const auto incident = model.memberships.find(kAgent);
    if (incident == model.memberships.end()) return "";
    const IncidentMember& member = model.incidents.at(incident->second).members.at(kAgent);
    return StillFails(member) ? std::string_view(member.code) : "";
  }

  SessionId session = 0;
  std::uint64_t checks_run = 5;
};

}  // namespace

TEST_CASE("an agent that speaks but ends no check is an incident, which a result ends") {
  Connected world;
  world.Speak(65s);
  CHECK(world.TroubleOfAgent().empty());
  world.Speak(1s);
  CHECK(world.TroubleOfAgent() == reason::kAgentIdle);
  REQUIRE(world.model.incidents.size() == 1);  // with its checks
  const Incident& incident = world.model.incidents.begin()->second;
  CHECK(incident.facts.group == "host=web1,service=agent");
  CHECK(FindArgument(incident.members.at(kAgent).arguments, "for") == "66s");
  CHECK_FALSE(world.Speak(1h).HasRows());  // said once

  world.Arrive("agent-1", kProbe, Outcome::kOk);
  CHECK(world.TroubleOfAgent().empty());
  world.Arrive("agent-1", kLoad, Outcome::kOk);
  CHECK(world.model.incidents.empty());
}

TEST_CASE("an agent that ends checks is not idle, though no result comes of them") {
  Connected world;
  world.Speak(10min, 1);
  CHECK(world.TroubleOfAgent().empty());
  CHECK(world.model.incidents.size() == 1);  // its checks are overdue
}

TEST_CASE("an agent whose other check goes on is not idle") {
  Connected world;
  for (int i = 0; i < 20; ++i) {
    world.Speak(30s);
    world.Arrive("agent-1", kLoad, Outcome::kOk);
  }
  CHECK(world.model.FindRun({"web1", kProbe})->arrival.overdue);
  CHECK(world.TroubleOfAgent().empty());
}

TEST_CASE("an agent that was started anew counts from the beginning, and works") {
  Connected world;
  world.Speak(60s);
  world.checks_run = 1;
  world.Speak(60s);
  CHECK(world.TroubleOfAgent().empty());
}

TEST_CASE("an agent that has nothing to do on its own is not idle") {
  Connected world;
  auto idle = std::make_shared<Policy>(*world.rules.policy);
  for (AssignRule& rule : idle->rules) rule.interval = 0s;
  world.Handle(PolicyApplied{FakeActor(), idle});
  world.Speak(1h);
  CHECK(world.model.incidents.empty());
}

TEST_CASE("a silent agent that comes back without working changes its reason, and one that dies") {
  Connected world;
  world.Handle(SessionDown{world.session, "agent-1"});
  world.Pass(61s);
  world.Tick();
  REQUIRE(world.TroubleOfAgent() == reason::kAgentSilent);
  world.Connect();
  world.Speak(5s);
  CHECK(world.TroubleOfAgent() == reason::kAgentIdle);
  CHECK(world.model.incidents.size() == 1);
  world.Pass(61s);
  world.Tick();
  CHECK(world.TroubleOfAgent() == reason::kAgentSilent);
  CHECK(world.model.incidents.size() == 1);
}

TEST_CASE("who is not connected is not idle") {
  Connected world;
  world.Handle(SessionDown{world.session, "agent-1"});
  world.Pass(36s);
  world.Beat();  // was on its way
  world.Pass(30s);
  world.Tick();
  CHECK(world.model.incidents.size() == 1);  // the checks
  CHECK(world.TroubleOfAgent().empty());
}

TEST_CASE("an idle agent is told in both languages") {
  const std::vector<Argument> arguments = {{"for", "66s"}};
  CHECK_THAT(RenderReason(nullptr, reason::kAgentIdle, arguments, Language::kEnglish),
             Catch::Contains("no check for 1 min 6 s"));
  CHECK_THAT(RenderReason(nullptr, reason::kAgentIdle, arguments, Language::kChinese),
             Catch::Contains("1 分钟 6 秒未完成任何检查"));
}

}  // namespace xunjian
