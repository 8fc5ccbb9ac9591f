#include "collector/ingest/front_desk.h"

#include <algorithm>
#include <catch2/catch.hpp>

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
  ~DeskWorld() { desk->Close(); }

  // Says hello, and hears what comes first.
  std::unique_ptr<AgentChannel> Dial(AgentSide& side, const std::string& agent = "agent-1") {
    auto channel = std::make_unique<AgentChannel>(
        AgentChannelOptions{.address = "127.0.0.1:" + std::to_string(server->port()),
                            .tls = house.Agent(agent)},
        loop.executor(), side);
    channel->Open();
    REQUIRE(loop.RunUntil([&] { return side.open; }));
    Hello hello;
    hello.agent_version = "0.1.0";
    hello.epoch = kEpoch;
    REQUIRE(channel->Send(hello));
    REQUIRE(loop.RunUntil([&] { return !side.messages.empty() || side.closed; }));
    return channel;
  }

  StoredCollector core;
  TlsHouse house;
  SilentLogger logger;
  TestLoop loop;
  std::shared_ptr<FrontDesk> desk;
  std::unique_ptr<AgentServer> server;
};

std::uint64_t AckedOf(const AgentSide& side) {
  std::uint64_t acked = 0;
  for (const CollectorMessage& message : side.messages) {
    const auto* ack = std::get_if<Ack>(&message);
    if (!ack) continue;
    for (const SeqRange& range : ack->ranges) acked += range.last - range.first + 1;
  }
  return acked;
}

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
  CHECK(world.desk->admission().sent_away() == 1);

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
  CHECK(world.desk->pace().delayed() == 4);

  world.core.clock.Advance(1s);
  world.desk->Tick();
  CHECK(world.loop.RunUntil([&] { return AckedOf(agent) == 14'000; }));
  CHECK_FALSE(agent.closed);
}

}  // namespace
}  // namespace xunjian
