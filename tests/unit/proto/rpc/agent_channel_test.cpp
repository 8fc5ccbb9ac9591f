#include "proto/rpc/agent_channel.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <catch2/catch.hpp>
#include <thread>

#include "agent_line.h"

using namespace xunjian;

namespace {

// A port that takes every connection and cuts it at once.
class CuttingPort {
 public:
  CuttingPort() : acceptor_(io_, {boost::asio::ip::address_v4::loopback(), 0}) {
    Accept();
    thread_ = std::thread([this] { io_.run(); });
  }
  ~CuttingPort() {
    io_.stop();
    thread_.join();
  }

  std::string address() const {
    return "127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port());
  }

 private:
  void Accept() {
    acceptor_.async_accept(
        [this](boost::system::error_code, boost::asio::ip::tcp::socket) { Accept(); });
  }

  boost::asio::io_context io_;
  boost::asio::ip::tcp::acceptor acceptor_;
  std::thread thread_;
};

// Destroys its channel in the midst of a call from it.
class Leaver final : public AgentChannelHandler {
 public:
  void OnOpen() override { ++calls; }
  void OnMessage(CollectorMessage) override {
    ++calls;
    channel.reset();
  }
  void OnClosed(const Error&) override {
    ++calls;
    channel.reset();
  }

  std::unique_ptr<AgentChannel> channel;
  int calls = 0;
};

constexpr int kOften = 200;

}  // namespace

// With nobody else in the process who uses gRPC each of these channels is the first and the last.
TEST_CASE("channels that nobody answers come and go, one after another") {
  const TlsCredential tls = TlsHouse().Agent("a1");
  TestLoop loop;
  for (int i = 0; i < kOften; ++i) {
    AgentSide agent;
    AgentChannel channel({.address = "127.0.0.1:1", .tls = tls}, loop.executor(), agent);
    channel.Open();
    if (i % 2 == 0) REQUIRE(loop.RunUntil([&] { return agent.closed.has_value(); }));
  }
}

TEST_CASE("channels that are cut while they open come and go, one after another") {
  const TlsCredential tls = TlsHouse().Agent("a1");
  TestLoop loop;
  const CuttingPort port;
  for (int i = 0; i < kOften; ++i) {
    AgentSide agent;
    AgentChannel channel({.address = port.address(), .tls = tls}, loop.executor(), agent);
    channel.Open();
    REQUIRE(loop.RunUntil([&] { return agent.closed.has_value(); }));
    CHECK(agent.closed->code() == ErrorCode::kUnavailable);
  }
}

TEST_CASE("an agent is cut off and reconnects again and again") {
  Line line;
  const TlsCredential tls = line.house.Agent("a1");
  std::unique_ptr<AgentChannel> channel;
  for (std::size_t i = 0; i < kOften; ++i) {
    AgentSide agent;
    channel = line.Dial(agent, tls);
    REQUIRE(line.Until([&] { return agent.open && line.server_side.peers.size() == i + 1; }));
    const StreamId stream = line.server_side.peers.back().stream;
    if (i % 2 == 0) {
      line.server->CloseStream(stream, MakeError(ErrorCode::kUnavailable, {"go away", "请离开"}));
      REQUIRE(line.Until([&] { return agent.closed.has_value(); }));
    }
    channel.reset();
    REQUIRE(line.Until([&] { return line.server_side.closed.size() == i + 1; }));
  }
}

TEST_CASE("a collector and its agent come and go together, either of them first") {
  for (int i = 0; i < kOften / 10; ++i) {
    Line line;
    AgentSide agent;
    auto channel = line.Dial(agent, line.house.Agent("a1"));
    REQUIRE(line.Until([&] { return agent.open; }));
    if (i % 2 == 0) {
      channel.reset();
    } else {
      line.server.reset();
      REQUIRE(line.Until([&] { return agent.closed.has_value(); }));
    }
  }
}

TEST_CASE("a channel may be destroyed while it tells that it is closed") {
  TestLoop loop;
  Leaver agent;
  agent.channel = std::make_unique<AgentChannel>(
      AgentChannelOptions{.address = "127.0.0.1:1", .tls = TlsHouse().Agent("a1")}, loop.executor(),
      agent);
  agent.channel->Open();
  REQUIRE(loop.RunUntil([&] { return agent.channel == nullptr; }));
  CHECK(agent.calls == 1);
}

TEST_CASE("a channel may be destroyed while it hands over a message, and tells no more") {
  Line line;
  Leaver agent;
  agent.channel = std::make_unique<AgentChannel>(
      AgentChannelOptions{.address = line.address(), .tls = line.house.Agent("a1")},
      line.loop.executor(), agent);
  agent.channel->Open();
  REQUIRE(line.Until([&] { return agent.calls == 1 && line.server_side.peers.size() == 1; }));
  const StreamId stream = line.server_side.peers[0].stream;
  line.server->Send(stream, Ack{.epoch = 1, .ranges = {{1, 1}}});
  line.server->Send(stream, Ack{.epoch = 1, .ranges = {{2, 2}}});
  REQUIRE(line.Until([&] { return line.server_side.closed.size() == 1; }));
  CHECK(agent.calls == 2);
}
