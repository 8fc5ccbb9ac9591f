#include "collector/ingest/front_desk.h"

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <future>

#include "../proto/rpc/agent_line.h"
#include "proto/columns/batch_writer.h"
#include "tests/support/stored_collector.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t kEpoch = 7;

// A desk with a real door, a real engine behind it, and one host enrolled: agent-1.
struct DeskWorld {
  explicit DeskWorld(EngineOptions options = {}) : core(options) {
    core.Enrol();
    desk = std::make_shared<FrontDesk>(
        FrontDesk::Parts{core.engine(), core.clock, logger, loop.executor(), 20s});
    server = AgentServer::Start({.address = "127.0.0.1:0", .tls = house.Collector()},
                                loop.executor(), *desk, logger)
                 .value();
    desk->Serve(*server);
    core.on_effect = [this](const Effect& effect) { desk->Perform(effect); };
  }
  ~DeskWorld() {
    core.engine().Stop();
    desk->Close();
  }

  // Says hello, with a clock that is off by so much, and hears what comes first.
  std::unique_ptr<AgentChannel> Dial(AgentSide& side, const std::string& agent = "agent-1",
                                     Duration skew = {}) {
    auto channel = std::make_unique<AgentChannel>(
        AgentChannelOptions{.address = "127.0.0.1:" + std::to_string(server->port()),
                            .tls = house.Agent(agent)},
        loop.executor(), side);
    channel->Open();
    REQUIRE(loop.RunUntil([&] { return side.open; }));
    Hello hello;
    hello.agent_version = "0.1.0";
    hello.epoch = kEpoch;
    hello.now = core.clock.Now() + skew;
    REQUIRE(channel->Send(hello));
    REQUIRE(loop.RunUntil([&] { return !side.messages.empty() || side.closed; }));
    return channel;
  }

  HostRow Web1() { return core.reader->ListHosts("").value().at(0); }
  // All that the desk handed in before is decided then.
  void Decided() { core.engine().Call(Tick{core.clock.Steady()}).value(); }

  StoredCollector core;
  TlsHouse house;
  SilentLogger logger;
  TestLoop loop;
  std::shared_ptr<FrontDesk> desk;
  std::unique_ptr<AgentServer> server;
};

// The numbers that were acknowledged, in the order they were.
std::vector<std::uint64_t> AckedBy(const AgentSide& side) {
  std::vector<std::uint64_t> seqs;
  for (const CollectorMessage& message : side.messages) {
    const auto* ack = std::get_if<Ack>(&message);
    if (!ack) continue;
    for (const SeqRange& range : ack->ranges) {
      for (std::uint64_t seq = range.first; seq <= range.last; ++seq) seqs.push_back(seq);
    }
  }
  return seqs;
}

std::size_t AckedOf(const AgentSide& side) { return AckedBy(side).size(); }

ResultBatch BatchOf(DeskWorld& world, BatchWriter& writer, std::uint64_t first, int results) {
  ResultSplitter splitter;
  std::vector<SequencedRow> rows;
  for (int i = 0; i < results; ++i) {
    SplitResult split =
        splitter.Split(ResultWith(0, kProbe, Outcome::kOk, world.core.clock.Now()).result);
    rows.push_back(
        {first + static_cast<std::uint64_t>(i), std::move(split.shape), std::move(split.row)});
  }
  return {kEpoch, writer.Write(rows), {}};
}

bool HasPing(const AgentSide& side) {
  return std::ranges::any_of(side.messages, [](const CollectorMessage& message) {
    return std::holds_alternative<Ping>(message);
  });
}

TEST_CASE("while nothing is taken in a newcomer is told when to come back, and is let in then") {
  DeskWorld world;
  world.desk->Hold(true);
  AgentSide early;
  const auto early_channel = world.Dial(early);
  REQUIRE(world.loop.RunUntil([&] { return early.closed.has_value(); }));
  REQUIRE(early.messages.size() == 1);
  const Duration after = std::get<ComeBack>(early.messages.front()).after;
  CHECK(after >= 5s);
  CHECK(after <= 10s);
  CHECK(world.desk->figures().refused.at("come_back_later") == 1);

  world.desk->Hold(false);
  world.core.clock.Advance(after);
  AgentSide late;
  const auto late_channel = world.Dial(late);
  CHECK(std::holds_alternative<Welcome>(late.messages.front()));
}

TEST_CASE("while nothing is taken in agents are told that somebody is there") {
  DeskWorld world;
  AgentSide agent;
  const auto channel = world.Dial(agent);
  world.desk->Hold(true);
  world.core.clock.Advance(19s);
  world.desk->Tick();
  world.core.clock.Advance(1s);
  CHECK_FALSE(HasPing(agent));
  world.desk->Tick();
  CHECK(world.loop.RunUntil([&] { return HasPing(agent); }));
  CHECK_FALSE(agent.closed);
}

TEST_CASE("a host that says another time is known to have a clock that is off, until it is right") {
  DeskWorld world;
  AgentSide agent;
  const auto channel = world.Dial(agent, "agent-1", 24h * 3650);
  world.Decided();
  CHECK(world.Web1().clock_skew == Duration(24h * 3650));

  REQUIRE(channel->Send(Heartbeat{.now = world.core.clock.Now(), .results_waiting = 1}));
  REQUIRE(world.loop.RunUntil([&] { return world.desk->ResultsWaitingAt("agent-1") == 1U; }));
  world.Decided();
  CHECK_FALSE(world.Web1().clock_skew);

  // Behind counts only twice in a row.
  for (std::uint64_t said = 2; said <= 3; ++said) {
    const Timestamp behind = world.core.clock.Now() - 31s;
    REQUIRE(channel->Send(Heartbeat{.now = behind, .results_waiting = said}));
    REQUIRE(world.loop.RunUntil([&] { return world.desk->ResultsWaitingAt("agent-1") == said; }));
  }
  world.Decided();
  CHECK(world.Web1().clock_skew == Duration(-31s));
}

TEST_CASE("what waits in the spools of connected agents is known, and summed up") {
  DeskWorld world;
  world.core.engine().Call(TokenCreated{FakeToken("web2", world.core.clock.Now())}).value();
  world.core.engine().Call(FakeEnrolment("web2", "agent-2")).value();
  AgentSide one;
  AgentSide two;
  auto channel_one = world.Dial(one);
  const auto channel_two = world.Dial(two, "agent-2");
  CHECK_FALSE(world.desk->ResultsWaitingAt("agent-1"));
  REQUIRE(channel_one->Send(Heartbeat{.results_waiting = 40}));
  REQUIRE(channel_two->Send(Heartbeat{.results_waiting = 30}));
  REQUIRE(world.loop.RunUntil([&] { return world.desk->figures().results_waiting == 70; }));
  CHECK(world.desk->figures().most_results_waiting == 40);
  CHECK(world.desk->ResultsWaitingAt("agent-2") == 30U);

  channel_one.reset();
  CHECK(world.loop.RunUntil([&] { return world.desk->figures().results_waiting == 30; }));
  CHECK_FALSE(world.desk->ResultsWaitingAt("agent-1"));
}

TEST_CASE("the checks that an agent ended keep it from being idle, and only they do") {
  DeskWorld world;
  AgentSide agent;
  const auto channel = world.Dial(agent);
  std::uint64_t said = 0;
  const auto speak_for_a_minute = [&](std::uint64_t checks_run) {
    for (int i = 0; i < 3; ++i) {
      REQUIRE(channel->Send(Heartbeat{.checks_run = checks_run, .results_waiting = ++said}));
      REQUIRE(world.loop.RunUntil([&] { return world.desk->ResultsWaitingAt("agent-1") == said; }));
      world.core.clock.Advance(20s);
      world.Decided();
    }
  };
  const auto trouble_of_agent = [&]() -> std::string {
    const IncidentDetail incident = world.core.reader->ShowIncident("", 1).value();
    const auto agents = std::ranges::find(incident.members, kAgentCheck, &IncidentMemberRow::check);
    return agents == incident.members.end() ? "" : agents->code;
  };
  for (std::uint64_t checks = 1; checks <= 4; ++checks) speak_for_a_minute(checks);
  CHECK(trouble_of_agent().empty());
  speak_for_a_minute(4);
  speak_for_a_minute(4);
  CHECK(trouble_of_agent() == "agent_idle");
}

// Its pace lets eight batches of a thousand through at once, and two a second after them; four
// messages may be read without a credit.
TEST_CASE("an agent that sends more than its pace is read from later, and loses nothing") {
  DeskWorld world;
  AgentSide agent;
  const auto channel = world.Dial(agent);
  BatchWriter writer;
  for (std::uint64_t batch = 0; batch < 14; ++batch) {
    REQUIRE(channel->Send(BatchOf(world, writer, 1 + batch * 1000, 1000)));
  }
  REQUIRE(world.loop.RunUntil([&] { return AckedOf(agent) >= 12'000; }));
  world.desk->Tick();
  AgentSide stranger;  // a whole conversation passes meanwhile
  const auto other_channel = world.Dial(stranger, "agent-2");
  CHECK(AckedOf(agent) == 12'000);
  CHECK(world.desk->figures().slowed_batches == 4);

  world.core.clock.Advance(1s);
  world.desk->Tick();
  CHECK(world.loop.RunUntil([&] { return AckedOf(agent) == 14'000; }));
  CHECK_FALSE(agent.closed);
}

// A message is read no further than four without a credit: of one agent's batches the engine has
// one in hand, the queue two, the desk one; of the other's the desk has three.
TEST_CASE("batches that find the queue full wait, no stream ends, and all is kept in order") {
  std::atomic<bool> in_hand = false;
  DeskWorld world(EngineOptions{.queue_limit = 2});
  world.core.engine().Call(TokenCreated{FakeToken("web2", world.core.clock.Now())}).value();
  world.core.engine().Call(FakeEnrolment("web2", "agent-2")).value();
  AgentSide one;
  AgentSide two;
  const auto channel_one = world.Dial(one);
  const auto channel_two = world.Dial(two, "agent-2");
  std::promise<void> go_on;  // set, or gone
  world.core.on_effect = [&world, &in_hand, until = go_on.get_future().share()](const auto& what) {
    in_hand = true;
    until.wait();
    world.desk->Perform(what);
  };
  BatchWriter writer_one;
  REQUIRE(channel_one->Send(BatchOf(world, writer_one, 1, 1)));
  REQUIRE(world.loop.RunUntil([&] { return in_hand.load(); }));
  for (std::uint64_t seq = 2; seq <= 6; ++seq) {
    REQUIRE(channel_one->Send(BatchOf(world, writer_one, seq, 1)));
  }
  REQUIRE(world.loop.RunUntil([&] { return world.desk->figures().waiting_batches == 1; }));
  BatchWriter writer_two;
  for (std::uint64_t seq = 1; seq <= 3; ++seq) {
    REQUIRE(channel_two->Send(BatchOf(world, writer_two, seq, 1)));
  }
  REQUIRE(world.loop.RunUntil([&] { return world.desk->figures().waiting_batches == 4; }));
  world.desk->Tick();
  CHECK(world.desk->figures().waiting_batches == 4);
  CHECK(AckedOf(one) == 0);

  go_on.set_value();
  const auto all_acked = [&] {
    world.desk->Tick();
    return AckedOf(one) == 6 && AckedOf(two) == 3;
  };
  CHECK(world.loop.RunUntil(all_acked));
  CHECK(AckedBy(one) == std::vector<std::uint64_t>{1, 2, 3, 4, 5, 6});
  CHECK(AckedBy(two) == std::vector<std::uint64_t>{1, 2, 3});
  CHECK(world.desk->figures().waiting_batches == 0);
  CHECK_FALSE(one.closed);
  CHECK_FALSE(two.closed);
}

}  // namespace
}  // namespace xunjian
