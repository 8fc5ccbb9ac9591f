// What is stored suffices to decide everything once more, through the present Decide.
#include "collector/replay/replay.h"

#include <catch2/catch.hpp>

#include "checks/catalogue/catalogue.h"
#include "collector/store/sqlite/connection.h"
#include "tests/scenario/scenario_world.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

std::string InWords(const ReplayReport& report) {
  std::string words;
  for (const ReplayDifference& found : report.differences) {
    words += fmt::format("commit {} event {} {}: {} {}: stored '{}', decided '{}'\n",
                         found.place.commit, found.place.order, found.place.kind,
                         ToString(found.row.subject), found.row.name, found.stored, found.decided);
  }
  return words;
}

ReplayReport ReplayOf(World& world) {
  const auto record = world.collector.store().OpenRecord().value();
  return Replay(*record, MatchChecks).value();
}

ReplayReport RequireSame(World& world) {
  const ReplayReport report = ReplayOf(world);
  INFO(InWords(report));
  REQUIRE(report.same());
  return report;
}

void Act(World& world, std::uint64_t incident, IncidentAct act, const std::string& text) {
  Actor li;
  li.id = "person-1";
  li.name = "li";
  li.role = Role::kOperator;
  world.collector.engine().Call(ActRequested{li, {incident, act, text}}).value();
}

// An agent whose certificate is good and that does nothing but say that it lives.
std::string AddIdleAgent(World& world) {
  const std::string agent = world.collector.Enrol("web2");
  Hello hello;
  hello.agent_version = "0.1.0";
  hello.boot_id = "boot-1";
  hello.epoch = 77;
  world.collector.engine().Call(SessionUp{9001, agent, hello}).value();
  return agent;
}

void PassWithHeartbeats(World& world, const std::string& agent, Duration time) {
  for (Duration passed{}; passed < time; passed += 10s) {
    world.collector.engine().Call(HeartbeatArrived{agent}).value();
    world.Pass(10s);
  }
}

void FailAndBeMended(World& world) {
  world.Pass(30s);
  world.port_open = false;
  world.Pass(30s);
  const std::uint64_t incident = world.Incidents().front().id;
  Act(world, incident, IncidentAct::kAcknowledge, "on it");
  Act(world, incident, IncidentAct::kNote, "the port is closed\nby somebody = me");
  const auto refused = world.collector.engine().Call(
      ActRequested{{}, {incident, IncidentAct::kSolve, "wishful thinking"}});
  REQUIRE_FALSE(refused.has_value());
  world.port_open = true;
  world.Pass(30s);
}

void ChangePolicy(World& world) {
  std::string policy(kPortPolicy);
  policy.replace(policy.find("interval = \"10s\""), 16, "interval = \"20s\"");
  world.collector.ApplyPolicy(policy + "[[assign]]\nname = \"load\"\nchecks = \"host.perf.fd\"\n");
  world.Pass(2min);
}

void FallSilentAndComeBack(World& world) {
  world.agent->CutLine();
  world.port_open = false;
  world.Pass(10min);
  world.agent->RepairLine();  // results now, and a backlog of ten minutes
  world.Pass(1min);
  world.port_open = true;
  world.Pass(2min);
}

TEST_CASE("a whole life is decided again from what is stored: acts, silence, restarts, backlog") {
  World world;
  FailAndBeMended(world);
  RequireSame(world);
  ChangePolicy(world);
  FallSilentAndComeBack(world);
  RequireSame(world);
  world.collector.Restart();
  world.Pass(1min);
  world.agent->LoseAcks(true);
  world.Pass(1min);
  world.agent->LoseAcks(false);
  world.agent->Restart();  // everything that was not acknowledged comes twice
  world.Pass(2min);
  world.collector.Restart();
  world.Pass(5min);
  REQUIRE(world.agent->waiting() == 0);
  const ReplayReport report = RequireSame(world);
  CHECK(report.results == world.agent->produced());
  CHECK(report.commits > 50);
  CHECK(world.Incidents().size() >= 3);
}

TEST_CASE("heartbeats that were not written down keep an agent alive in a replay, too") {
  World world;
  const std::string idle = AddIdleAgent(world);
  world.agent->CutLine();
  PassWithHeartbeats(world, idle, 10min);
  std::set<std::string> silent;
  for (const IncidentRow& incident : world.Incidents()) silent.insert(incident.host);
  REQUIRE(silent == std::set<std::string>{"web1", "web2"});  // one agent, and one's results
  RequireSame(world);
  world.Pass(2min);  // now the other agent is silent as well
  RequireSame(world);
  world.agent->RepairLine();
  PassWithHeartbeats(world, idle, 2min);
  RequireSame(world);
}

TEST_CASE("what comes of gaps, doubts, clocks and deliveries is decided again") {
  World world;
  const std::string idle = AddIdleAgent(world);
  Engine& engine = world.collector.engine();
  ResultGap gap{.reason = GapReason::kCap, .count = 3};
  gap.seqs.Add(1, 3);
  ResultGap burnt{.reason = GapReason::kVoid};
  burnt.seqs.Add(3, 9);
  const auto nothing = std::make_shared<const ColumnBatch>(77);
  engine.Call(BatchArrived{9001, idle, nothing, {gap, burnt}}).value();
  engine.Call(ClockSeen{idle, -40s}).value();
  engine.Call(AgentCopied{idle, "10.0.0.1", "10.0.0.2"}).value();
  engine.Call(DeliveryReported{1, DeliveryReported::Outcome::kRetry, "busy"}).value();
  world.Pass(30s);
  engine.Call(DeliveryReported{1, DeliveryReported::Outcome::kDelivered, "told"}).value();
  OperatorRecord person;
  person.id = "person-2";
  person.name = "wang";
  engine.Call(OperatorCreated{person}).value();
  engine.Call(OperatorRevoked{{}, "wang"}).value();
  engine.Call(SessionDown{9001, idle}).value();
  PassWithHeartbeats(world, idle, 70min);  // and the doubt is old enough to be forgotten
  RequireSame(world);
}

// One statement on the database while nobody runs.
void Tamper(World& world, const std::string& sql) {
  world.collector.Restart([&] {
    const auto database = Connection::OpenWriter(world.collector_folder() + "/xunjian.db", {});
    database.value()->Execute(sql).value();
  });
}

TEST_CASE("a record that was changed is found, and where") {
  World world;
  FailAndBeMended(world);
  Tamper(world, "UPDATE decided_event SET fields = replace(fields, 'on it', 'not me')");
  const ReplayReport report = ReplayOf(world);
  REQUIRE(report.difference_count == 1);
  const ReplayDifference& found = report.differences.front();
  CHECK(found.place.kind == "act");
  CHECK(found.place.commit > 1);
  CHECK(found.row.subject == ReplaySubject::kTimeline);
  CHECK(found.stored == "text=on it");
  CHECK(found.decided == "text=not me");
}

TEST_CASE("an event that is missing is found by what did not come") {
  World world;
  FailAndBeMended(world);
  Tamper(world, "DELETE FROM decided_event WHERE kind = 'act' AND fields LIKE '%on it%'");
  const ReplayReport report = ReplayOf(world);
  REQUIRE_FALSE(report.same());
  CHECK(InWords(report).find("kind=acknowledged") != std::string::npos);
}

TEST_CASE("a state that was changed is found") {
  World world;
  FailAndBeMended(world);
  Tamper(world, "UPDATE state SET code = 'made_up'");
  const ReplayReport report = ReplayOf(world);
  REQUIRE_FALSE(report.same());
  CHECK(report.differences.front().row.subject == ReplaySubject::kState);
  CHECK(report.differences.front().stored == "code=made_up");
  CHECK(report.differences.front().decided == "code=ok");
  CHECK(report.differences.front().place.kind == "batch");
}

TEST_CASE("without its first commits nothing can be decided again, and that is said") {
  World world;
  world.Pass(1min);
  Tamper(world, "DELETE FROM commit_log WHERE number < 3");
  const auto record = world.collector.store().OpenRecord().value();
  CHECK(Replay(*record, MatchChecks).error().code() == ErrorCode::kNotFound);
}

TEST_CASE("no secret of a token is in what is kept of events") {
  World world;
  AddIdleAgent(world);
  world.collector.Restart();
  const auto database = Connection::OpenReader(world.collector_folder() + "/xunjian.db", {});
  const auto hashes = database.value()->QueryInteger(
      "SELECT COUNT(*) FROM decided_event, token WHERE instr(fields, secret_hash) > 0");
  CHECK(hashes.value() == 0);
  CHECK(database.value()->QueryInteger("SELECT COUNT(*) FROM token").value() == 2);
}

}  // namespace
}  // namespace xunjian
