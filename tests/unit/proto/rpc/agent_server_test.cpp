#include "proto/rpc/agent_server.h"

#include <catch2/catch.hpp>

#include "agent_line.h"
#include "proto/convert/limits.h"

using namespace xunjian;

namespace {

Heartbeat Beat(std::uint64_t number) { return {.now = {}, .checks_run = number}; }

std::size_t Heard(const Line& line, StreamId stream) {
  const auto found = line.server_side.messages.find(stream);
  return found == line.server_side.messages.end() ? 0 : found->second.size();
}

}  // namespace

TEST_CASE("an agent is heard under the identity of its certificate, and hears back") {
  Line line;
  AgentSide agent;
  const auto channel = line.Dial(agent, line.house.Agent("a1"));
  REQUIRE(line.Until([&] { return agent.open && line.server_side.peers.size() == 1; }));
  const AgentPeer peer = line.server_side.peers[0];
  CHECK(peer.identity.kind == TlsIdentity::Kind::kAgent);
  CHECK(peer.identity.id == "a1");
  CHECK(peer.identity.name == "n-a1");
  CHECK(peer.identity.site == "hq");
  CHECK(peer.remote_address.starts_with("127.0.0.1:"));

  REQUIRE(channel->Send(Beat(7)));
  REQUIRE(line.Until([&] { return Heard(line, peer.stream) == 1; }));
  CHECK(std::get<Heartbeat>(line.server_side.messages[peer.stream][0]).checks_run == 7);

  line.server->Send(peer.stream, Ack{.epoch = 3, .ranges = {{1, 5}}});
  REQUIRE(line.Until([&] { return agent.messages.size() == 1; }));
  CHECK(std::get<Ack>(agent.messages[0]).ranges == std::vector<SeqRange>{{1, 5}});
}

TEST_CASE("a certificate of another CA is not let in") {
  Line line;
  AgentSide agent;
  TlsCredential foreign = TlsHouse().Agent("a1");
  foreign.ca_pem = line.house.ca_pem();  // it trusts the server, which does not trust it
  const auto channel = line.Dial(agent, foreign);
  REQUIRE(line.Until([&] { return agent.closed.has_value(); }));
  CHECK_FALSE(agent.open);
  CHECK(line.server_side.peers.empty());
}

TEST_CASE("a collector of another CA is not spoken to") {
  Line line;
  AgentSide agent;
  const auto channel = line.Dial(agent, TlsHouse().Agent("a1"));
  REQUIRE(line.Until([&] { return agent.closed.has_value(); }));
  CHECK(agent.closed->code() == ErrorCode::kUnavailable);
  CHECK(line.server_side.peers.empty());
}

TEST_CASE("an operator's certificate is refused on the agents' port, with the reason") {
  Line line;
  AgentSide agent;
  const auto channel = line.Dial(agent, line.house.Operator("p1"));
  REQUIRE(line.Until([&] { return agent.closed.has_value(); }));
  CHECK(agent.closed->code() == ErrorCode::kPermissionDenied);
  CHECK(agent.closed->In(Language::kEnglish).find("operator") != std::string::npos);
  CHECK(line.server_side.peers.empty());
}

TEST_CASE("a message beyond a limit ends the stream and names the field") {
  Line line;
  AgentSide agent;
  const auto channel = line.Dial(agent, line.house.Agent("a1"));
  REQUIRE(line.Until([&] { return agent.open; }));
  REQUIRE(channel->Send(ResultBatch{.epoch = 1, .columns = ""}));
  REQUIRE(line.Until([&] { return agent.closed && line.server_side.closed.size() == 1; }));
  CHECK(agent.closed->code() == ErrorCode::kInvalidArgument);
  CHECK(agent.closed->In(Language::kEnglish).find("batch.columns") != std::string::npos);
  CHECK(line.server_side.messages.empty());
}

TEST_CASE("text that is not UTF-8 ends the stream") {
  Line line;
  AgentSide agent;
  const auto channel = line.Dial(agent, line.house.Agent("a1"));
  REQUIRE(line.Until([&] { return agent.open; }));
  REQUIRE(channel->Send(Hello{.agent_version = "\xff\xfe", .epoch = 1}));
  REQUIRE(line.Until([&] { return agent.closed && line.server_side.closed.size() == 1; }));
  CHECK(line.server_side.messages.empty());
}

TEST_CASE("a message of more than a mebibyte is not taken") {
  Line line;
  AgentSide agent;
  const auto channel = line.Dial(agent, line.house.Agent("a1"));
  REQUIRE(line.Until([&] { return agent.open; }));
  const ResultBatch batch{.epoch = 1, .columns = std::string(limits::kMessageBytes, 'x')};
  REQUIRE(channel->Send(batch));
  REQUIRE(line.Until([&] { return agent.closed && line.server_side.closed.size() == 1; }));
  CHECK(line.server_side.messages.empty());
}

TEST_CASE("a stream is read no further than its unhandled messages allow") {
  Line line({.unhandled_messages = 2});
  AgentSide agent;
  const auto channel = line.Dial(agent, line.house.Agent("a1"));
  REQUIRE(line.Until([&] { return agent.open; }));
  const StreamId stream = line.server_side.peers.at(0).stream;
  for (std::uint64_t number = 1; number <= 10; ++number) REQUIRE(channel->Send(Beat(number)));
  REQUIRE(line.Until([&] { return Heard(line, stream) == 2; }));

  // Another agent's whole conversation passes meanwhile: the first had time enough to overrun.
  AgentSide other;
  const auto other_channel = line.Dial(other, line.house.Agent("a2"));
  REQUIRE(line.Until([&] { return line.server_side.peers.size() == 2 && other.open; }));
  const StreamId other_stream = line.server_side.peers[1].stream;
  REQUIRE(other_channel->Send(Beat(1)));
  REQUIRE(line.Until([&] { return Heard(line, other_stream) == 1; }));
  CHECK(Heard(line, stream) == 2);

  for (std::size_t heard = 3; heard <= 10; ++heard) {
    line.server->Handled(stream);
    REQUIRE(line.Until([&] { return Heard(line, stream) == heard; }));
  }
}

TEST_CASE("an agent that does not read is closed when its queue is full") {
  Line line({.send_queue = 4});
  AgentSide agent;
  const auto channel = line.Dial(agent, line.house.Agent("a1"));
  REQUIRE(line.Until([&] { return agent.open && !line.server_side.peers.empty(); }));
  const StreamId stream = line.server_side.peers[0].stream;
  Reject large{.epoch = 1, .range = {1, 1}, .reason = std::string(8000, 'x')};
  for (int i = 0; i < 1000; ++i) line.server->Send(stream, large);  // while nobody runs the loop
  REQUIRE(line.Until([&] { return agent.closed && line.server_side.closed.size() == 1; }));
  CHECK(agent.messages.size() < 1000);
}

TEST_CASE("a stream that the collector closes tells the agent why") {
  Line line;
  AgentSide agent;
  const auto channel = line.Dial(agent, line.house.Agent("a1"));
  REQUIRE(line.Until([&] { return agent.open && !line.server_side.peers.empty(); }));
  line.server->CloseStream(line.server_side.peers[0].stream,
                           MakeError(ErrorCode::kConflict, {"come back later", "稍后再来"}));
  REQUIRE(line.Until([&] { return agent.closed && line.server_side.closed.size() == 1; }));
  CHECK(agent.closed->code() == ErrorCode::kConflict);
  CHECK(agent.closed->In(Language::kChinese) == "稍后再来");
  CHECK_FALSE(channel->Send(Beat(1)));
}

TEST_CASE("an agent that leaves is gone on the other side") {
  Line line;
  AgentSide agent;
  auto channel = line.Dial(agent, line.house.Agent("a1"));
  REQUIRE(line.Until([&] { return agent.open; }));
  channel.reset();
  REQUIRE(line.Until([&] { return line.server_side.closed.size() == 1; }));
  CHECK_FALSE(agent.closed);  // nothing is told after the destructor
}

TEST_CASE("a collector that stops ends its streams as unavailable") {
  Line line;
  AgentSide agent;
  const auto channel = line.Dial(agent, line.house.Agent("a1"));
  REQUIRE(line.Until([&] { return agent.open; }));
  line.server.reset();
  REQUIRE(line.Until([&] { return agent.closed.has_value(); }));
  CHECK(agent.closed->code() == ErrorCode::kUnavailable);
  CHECK(line.server_side.closed.empty());
}

TEST_CASE("a collector that is away is unavailable, and the address is said") {
  Line line;
  const std::string address = line.address();
  line.server.reset();
  AgentSide agent;
  AgentChannel channel({.address = address, .tls = line.house.Agent("a1")}, line.loop.executor(),
                       agent);
  channel.Open();
  REQUIRE(line.Until([&] { return agent.closed.has_value(); }));
  CHECK(agent.closed->code() == ErrorCode::kUnavailable);
  CHECK(agent.closed->In(Language::kEnglish).find(address) != std::string::npos);
}

TEST_CASE("a channel queues no more than it may") {
  Line line({.unhandled_messages = 1});
  AgentSide agent;
  AgentChannel channel({.address = line.address(), .tls = line.house.Agent("a1"), .send_queue = 3},
                       line.loop.executor(), agent);
  CHECK_FALSE(channel.Send(Beat(0)));  // not open yet
  channel.Open();
  REQUIRE(line.Until([&] { return agent.open; }));
  CHECK(channel.Send(Beat(1)));
  CHECK(channel.Send(Beat(2)));
  CHECK(channel.Send(Beat(3)));
  CHECK_FALSE(channel.Send(Beat(4)));  // the loop has not run: nothing was written yet
}

TEST_CASE("a port in use is a conflict that names the address") {
  Line line;
  const auto second = AgentServer::Start({.address = line.address(), .tls = line.house.Collector()},
                                         line.loop.executor(), line.server_side, line.logger);
  REQUIRE(second.has_error());
  CHECK(second.error().code() == ErrorCode::kConflict);
  const std::string message = second.error().In(Language::kEnglish);
  CHECK(message.find(line.address()) != std::string::npos);
  CHECK(message.find("address already in use") != std::string::npos);
}

TEST_CASE("an address that is none is an invalid argument") {
  Line line;
  for (const std::string address : {"nonsense", "127.0.0.1:", ":1", "127.0.0.1:http"}) {
    const auto server = AgentServer::Start({.address = address, .tls = line.house.Collector()},
                                           line.loop.executor(), line.server_side, line.logger);
    REQUIRE(server.has_error());
    CHECK(server.error().code() == ErrorCode::kInvalidArgument);
  }
}
