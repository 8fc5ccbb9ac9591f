// The way of one result, through the real machines of agent and collector on one manual clock.
#include <catch2/catch.hpp>

#include "tests/scenario/scenario_world.h"

namespace xunjian {
namespace {

TEST_CASE("results travel from the schedule to the store and are acknowledged") {
  World world;
  world.Pass(std::chrono::minutes(1));
  REQUIRE(world.agent->produced() >= 6);
  REQUIRE(world.agent->waiting() == 0);
  RequireEachResultOnce(world);
  REQUIRE(world.Incidents().empty());
}

TEST_CASE(
    "a fault becomes one incident after its attempts and is solved by the same check passing") {
  World world;
  world.Pass(std::chrono::seconds(20));
  world.port_open = false;
  world.Pass(std::chrono::seconds(20));
  REQUIRE(world.Incidents().size() == 1);
  const IncidentRow open = world.Incidents().front();
  REQUIRE(open.status == IncidentStatus::kOpen);
  REQUIRE(open.group == "host=web1,service=shop");

  world.port_open = true;
  world.Pass(std::chrono::seconds(20));
  const IncidentDetail detail = world.Detail(open.id);
  REQUIRE(detail.incident.status == IncidentStatus::kSolved);
  REQUIRE(detail.members.size() == 1);
  const IncidentMemberRow& member = detail.members.front();
  REQUIRE(member.first_failing_seq > 0);
  REQUIRE(member.last_failing_seq >= member.first_failing_seq + 2);
  REQUIRE(member.passing_seq > member.last_failing_seq);
}

TEST_CASE("a suspect is checked again quickly, so that three attempts take seconds, not minutes") {
  World world;
  world.Pass(std::chrono::seconds(15));
  world.port_open = false;
  world.Pass(std::chrono::seconds(10 + 2 * 2 + 1));
  REQUIRE(world.Incidents().size() == 1);
}

TEST_CASE("a blip that passes before its attempts is no incident") {
  World world;
  world.Pass(std::chrono::seconds(15));
  world.port_open = false;
  while (!world.HasFailed()) world.Pass(std::chrono::milliseconds(100));
  world.port_open = true;
  world.Pass(std::chrono::minutes(1));
  REQUIRE(world.Incidents().empty());
}

TEST_CASE("while the line is cut the agent goes on, and everything arrives once afterwards") {
  World world;
  world.Pass(std::chrono::seconds(20));
  world.agent->CutLine();
  world.Pass(std::chrono::hours(1));
  REQUIRE(world.agent->waiting() >= 350);
  world.agent->RepairLine();
  world.Pass(std::chrono::minutes(2));
  REQUIRE(world.agent->waiting() == 0);
  RequireEachResultOnce(world);
}

TEST_CASE("results whose acknowledgement was lost are sent again and stored once") {
  World world;
  world.agent->LoseAcks(true);
  world.Pass(std::chrono::minutes(2));
  REQUIRE(world.agent->waiting() > 0);
  world.agent->LoseAcks(false);
  world.Pass(std::chrono::minutes(3));
  REQUIRE(world.agent->waiting() == 0);
  RequireEachResultOnce(world);
}

TEST_CASE("a collector restarted in the middle of an incident goes on with it") {
  World world;
  world.port_open = false;
  world.Pass(std::chrono::seconds(30));
  REQUIRE(world.Incidents().size() == 1);
  const std::uint64_t id = world.Incidents().front().id;
  world.collector.Restart();
  world.Pass(std::chrono::seconds(30));
  REQUIRE(world.Incidents().size() == 1);
  world.port_open = true;
  world.Pass(std::chrono::seconds(30));
  REQUIRE(world.Detail(id).incident.status == IncidentStatus::kSolved);
  RequireEachResultOnce(world);
}

TEST_CASE("an agent restarted without warning keeps its assignments and its results") {
  World world;
  world.Pass(std::chrono::seconds(30));
  world.agent->CutLine();
  world.Pass(std::chrono::seconds(30));
  world.agent->Restart();
  world.Pass(std::chrono::seconds(30));
  world.agent->RepairLine();
  world.Pass(std::chrono::minutes(2));
  REQUIRE(world.agent->produced() >= 9);
  RequireEachResultOnce(world);
}

TEST_CASE("a silent agent is one incident, and its first results solve it") {
  World world;
  world.Pass(std::chrono::seconds(20));
  world.agent->Stop();
  world.Pass(std::chrono::seconds(65));
  REQUIRE(world.Incidents().size() == 1);
  const IncidentRow silent = world.Incidents().front();
  REQUIRE(silent.group == "host=web1,service=agent");
  REQUIRE(silent.status == IncidentStatus::kOpen);

  world.agent->Restart();
  world.Pass(std::chrono::seconds(40));
  REQUIRE(world.Detail(silent.id).incident.status == IncidentStatus::kSolved);
}

TEST_CASE("a jump of the agent's wall clock by ten years loses nothing and raises nothing") {
  for (const Duration jump :
       {Duration(std::chrono::hours(-87600)), Duration(std::chrono::hours(87600))}) {
    World world;
    world.Pass(std::chrono::seconds(20));
    world.agent_clock.JumpWallClock(jump);
    world.Pass(std::chrono::minutes(2));
    REQUIRE(world.agent->waiting() == 0);
    REQUIRE(world.Incidents().empty());
    RequireEachResultOnce(world);
  }
}

}  // namespace
}  // namespace xunjian
