#include "proto/rpc/acceptor.h"

#include <fcntl.h>
#include <sys/resource.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <catch2/catch.hpp>
#include <condition_variable>
#include <deque>

#include "agent_line.h"
#include "base/process_runner.h"
#include "base/unique_fd.h"
#include "proto/rpc/agent_channel.h"
#include "proto/rpc/agent_server.h"
#include "tls_house.h"

using namespace xunjian;
using boost::asio::ip::tcp;

namespace {

class Ignore final : public AgentServerHandler, public AgentChannelHandler {
 public:
  void OnOpen(const AgentPeer&) override {}
  void OnMessage(StreamId, AgentMessage) override {}
  void OnClosed(StreamId) override {}
  void OnOpen() override { open = true; }
  void OnMessage(CollectorMessage) override {}
  void OnClosed(const Error&) override { closed = true; }

  bool open = false;
  bool closed = false;
};

struct Door {
  explicit Door(AcceptorLimits limits = {}) {
    server =
        AgentServer::Start({.address = "127.0.0.1:0", .tls = house.Collector(), .limits = limits},
                           loop.executor(), handler, logger)
            .value();
  }

  tcp::socket Connect() {
    tcp::socket socket(io);
    socket.connect(
        {boost::asio::ip::address_v4::loopback(), static_cast<unsigned short>(server->port())});
    return socket;
  }

  bool AgentGetsIn() {
    Ignore agent;
    AgentChannel channel(
        {.address = "127.0.0.1:" + std::to_string(server->port()), .tls = house.Agent("a1")},
        loop.executor(), agent);
    channel.Open();
    return loop.RunUntil([&] { return agent.open || agent.closed; }) && agent.open;
  }

  // What `openssl s_client` says when it connects with that option.
  std::string SayOpenssl(const std::string& version) {
    ProcessSpec spec{.argv = {"/usr/bin/openssl", "s_client", "-connect",
                              "127.0.0.1:" + std::to_string(server->port()), version}};
    const ProcessOutcome outcome = PosixProcessRunner().Run(spec).value();
    return outcome.output + outcome.errors;
  }

  TlsHouse house;
  SilentLogger logger;
  TestLoop loop;
  Ignore handler;
  std::unique_ptr<AgentServer> server;
  boost::asio::io_context io;
};

// Nothing more comes: the other end has closed.
bool IsClosed(tcp::socket& socket) {
  char byte = 0;
  boost::system::error_code error;
  boost::asio::read(socket, boost::asio::buffer(&byte, 1), error);
  return error.failed();
}

}  // namespace

TEST_CASE("TLS 1.2 is refused with the alert that says so, TLS 1.3 is spoken") {
  Door door;
  const std::string old = door.SayOpenssl("-tls1_2");
  INFO(old);
  CHECK(old.find("alert protocol version") != std::string::npos);
  CHECK(old.find("BEGIN CERTIFICATE") == std::string::npos);
  const std::string current = door.SayOpenssl("-tls1_3");
  INFO(current);
  CHECK(current.find("TLSv1.3") != std::string::npos);
  CHECK(current.find("BEGIN CERTIFICATE") != std::string::npos);
}

TEST_CASE("a connection that speaks something else is closed") {
  Door door;
  tcp::socket socket = door.Connect();
  boost::asio::write(socket, boost::asio::buffer(std::string_view("GET / HTTP/1.1\r\n\r\n")));
  CHECK(IsClosed(socket));
  CHECK(door.loop.RunUntil([&] { return door.server->figures().no_hello == 1; }));
  CHECK(door.server->figures().accepted == 0);
}

TEST_CASE("a connection that stays silent is closed at the deadline") {
  Door door({.hello_deadline = std::chrono::milliseconds(50)});
  tcp::socket socket = door.Connect();
  CHECK(IsClosed(socket));
}

TEST_CASE("a connection that stops in the middle of its hello is closed at the deadline") {
  Door door({.hello_deadline = std::chrono::milliseconds(50)});
  tcp::socket socket = door.Connect();
  boost::asio::write(socket, boost::asio::buffer("\x16\x03\x01\x01\x00\x01", 6));
  CHECK(IsClosed(socket));
}

TEST_CASE("one address holds no more than half of the unfinished handshakes") {
  Door door({.waiting_for_hello = 4, .hello_deadline = std::chrono::minutes(1)});
  tcp::socket first = door.Connect();
  tcp::socket second = door.Connect();
  tcp::socket third = door.Connect();
  CHECK(IsClosed(third));
  CHECK(door.server->figures().too_many_handshakes == 1);
  CHECK(door.server->figures().waiting == 2);
  first.close();  // frees its place
  CHECK(door.loop.RunUntil([&] { return door.AgentGetsIn(); }));
}

TEST_CASE("one address gets no more connections than may, and gets them back") {
  Door door({.connections_per_address = 1});
  {
    Ignore agent;
    AgentChannel channel({.address = "127.0.0.1:" + std::to_string(door.server->port()),
                          .tls = door.house.Agent("a1")},
                         door.loop.executor(), agent);
    channel.Open();
    REQUIRE(door.loop.RunUntil([&] { return agent.open; }));
    tcp::socket second = door.Connect();
    CHECK(IsClosed(second));
    CHECK(door.server->figures().too_many_of_address == 1);
    CHECK(door.server->figures().too_many == 0);
    CHECK(door.server->figures().open == 1);
  }
  CHECK(door.loop.RunUntil([&] { return door.AgentGetsIn(); }));
}

namespace {

// Takes every descriptor below a limit that is lower than before, until it goes.
class NoDescriptors {
 public:
  NoDescriptors() {
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &before_) == 0);
    rlimit tight = before_;
    tight.rlim_cur = 64;
    while (true) {
      UniqueFd filler(::open("/dev/null", O_RDONLY | O_CLOEXEC));
      if (filler.get() >= static_cast<int>(tight.rlim_cur)) break;
      fillers_.push_back(std::move(filler));
    }
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &tight) == 0);
  }
  ~NoDescriptors() { ::setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_{};
  std::vector<UniqueFd> fillers_;
};

}  // namespace

// Many callers are behind the one in front: an accept that fails at once could spin.
TEST_CASE("while descriptors are out live streams go on, and the door does not spin") {
  Line line;
  AgentSide agent;
  const auto channel = line.Dial(agent, line.house.Agent("a1"));
  REQUIRE(line.Until([&] { return agent.open; }));
  boost::asio::io_context io;
  std::vector<tcp::socket> callers;
  for (int i = 0; i < 32; ++i) callers.emplace_back(io, tcp::v4());
  const StreamId stream = line.server_side.peers.at(0).stream;
  {
    const NoDescriptors out;
    for (tcp::socket& caller : callers) {
      caller.connect({boost::asio::ip::address_v4::loopback(),
                      static_cast<unsigned short>(line.server->port())});
    }
    const auto asked = std::chrono::steady_clock::now();
    CHECK(IsClosed(callers[4]));  // one of them every tenth of a second
    const auto failed_accepts = line.server->figures().out_of_descriptors;
    const auto waited = std::chrono::steady_clock::now() - asked;
    CHECK(waited >= std::chrono::milliseconds(300));
    CHECK(failed_accepts >= 5);
    CHECK(failed_accepts <=
          2 + static_cast<std::uint64_t>(waited / std::chrono::milliseconds(100)));
    REQUIRE(channel->Send(Heartbeat{}));
    CHECK(line.Until([&] { return line.server_side.messages[stream].size() == 1; }));
    CHECK_FALSE(agent.closed);
  }
  callers.clear();
  AgentSide late;
  const auto late_channel = line.Dial(late, line.house.Agent("a2"));
  CHECK(line.Until([&] { return late.open; }));
}

TEST_CASE("running out of descriptors silences the door for a moment, not for good") {
  Door door;
  REQUIRE(door.AgentGetsIn());
  std::vector<tcp::socket> callers;
  for (int i = 0; i < 8; ++i) callers.emplace_back(door.io, tcp::v4());
  {
    const NoDescriptors out;
    for (tcp::socket& caller : callers) {
      caller.connect({boost::asio::ip::address_v4::loopback(),
                      static_cast<unsigned short>(door.server->port())});
    }
    CHECK(IsClosed(callers.front()));  // from the reserve
  }
  CHECK(door.server->figures().out_of_descriptors > 0);
  CHECK(door.AgentGetsIn());
}
