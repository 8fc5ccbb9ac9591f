#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/write.hpp>
#include <catch2/catch.hpp>
#include <chrono>
#include <fstream>

#include "agent/link/lost_run.h"
#include "agent/link/peer_rule.h"
#include "agent/link/runner_client.h"
#include "agent/link/runner_server.h"
#include "checks/api/reasons.h"
#include "tests/support/quiet_logger.h"
#include "tests/support/temp_folder.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

RunRequest Request(std::uint64_t run_id, Duration timeout = 10s) {
  RunRequest request;
  request.run_id = run_id;
  request.assignment.id = "rule/host.perf.load";
  request.assignment.check = "host.perf.load";
  request.assignment.interval = 60s;
  request.assignment.timeout = timeout;
  return request;
}

CheckResult OkResult(const RunRequest& request) {
  CheckResult result;
  result.check = request.assignment.check;
  result.assignment = request.assignment.id;
  result.ruler = "0123456789abcdef";
  ItemResult item;
  item.outcome = Outcome::kOk;
  item.code = reason::kOk;
  result.items.push_back(item);
  return result;
}

// A runner and an agent's client on one loop, over a real socket.
class Link {
 public:
  void StartServer() { server_ = *RunnerServer::Listen(io_, path(), {}, on_request_, logger_); }

  void StartClient(RunnerClientOptions options = {}) {
    client_ = std::make_unique<RunnerClient>(
        io_, path(), options, [this](RunReply reply) { replies_.push_back(std::move(reply)); },
        clock_, logger_);
  }

  // Turns the loop until `done`, at most ten seconds.
  template <class Done>
  bool RunUntil(Done done) {
    const auto end = std::chrono::steady_clock::now() + 10s;
    io_.restart();
    while (!done() && std::chrono::steady_clock::now() < end) io_.run_one_for(100ms);
    return done();
  }

  std::string path() const { return folder_ / "runner.sock"; }

  TempFolder folder_;
  boost::asio::io_context io_;
  SystemClock clock_;
  QuietLogger logger_;
  RunnerServer::OnRequest on_request_ = [](const RunRequest& request,
                                           const RunnerServer::Reply& reply) {
    reply({request.run_id, OkResult(request)});
  };
  std::vector<RunReply> replies_;
  std::unique_ptr<RunnerServer> server_;
  std::unique_ptr<RunnerClient> client_;
};

TEST_CASE("a request goes to the runner and its reply comes back") {
  Link link;
  link.StartServer();
  link.StartClient();
  link.client_->Run(Request(1));
  link.client_->Run(Request(2));
  REQUIRE(link.RunUntil([&] { return link.replies_.size() == 2; }));
  CHECK(link.replies_[0].run_id == 1);
  CHECK(link.replies_[1].run_id == 2);
  CHECK(link.replies_[0].result == OkResult(Request(1)));
}

TEST_CASE("a client that starts first waits for its runner") {
  Link link;
  link.StartClient();
  link.client_->Run(Request(1));
  link.RunUntil([&] { return false || link.io_.poll_one() == 0; });
  link.StartServer();
  REQUIRE(link.RunUntil([&] { return !link.replies_.empty(); }));
  CHECK(OverallOutcome(link.replies_[0].result) == Outcome::kOk);
}

TEST_CASE("runs under way come back as lost when the runner dies, and the next one works") {
  Link link;
  std::size_t taken = 0;
  link.on_request_ = [&](const RunRequest&, const RunnerServer::Reply&) { ++taken; };
  link.StartServer();
  link.StartClient();
  link.client_->Run(Request(7));
  REQUIRE(link.RunUntil([&] { return taken == 1; }));
  link.server_.reset();
  REQUIRE(link.RunUntil([&] { return link.replies_.size() == 1; }));
  CHECK(link.replies_[0].run_id == 7);
  CHECK(link.replies_[0].result.assignment == "rule/host.perf.load");
  CHECK(OverallOutcome(link.replies_[0].result) == Outcome::kUnknown);
  CHECK(link.replies_[0].result.items[0].code == reason::kRunnerLost);

  link.on_request_ = Link().on_request_;
  link.StartServer();
  link.client_->Run(Request(8));
  REQUIRE(link.RunUntil([&] { return link.replies_.size() == 2; }));
  CHECK(OverallOutcome(link.replies_[1].result) == Outcome::kOk);
}

TEST_CASE("a runner that never comes or never answers costs the run, not the agent") {
  Link link;
  RunnerClientOptions hasty;
  hasty.patience = 50ms;
  hasty.answer_slack = 50ms;
  SECTION("never comes") {}
  SECTION("never answers") {
    link.on_request_ = [](const RunRequest&, const RunnerServer::Reply&) {};
    link.StartServer();
  }
  link.StartClient(hasty);
  link.client_->Run(Request(1, 10ms));
  REQUIRE(link.RunUntil([&] { return link.replies_.size() == 1; }));
  CHECK(link.replies_[0].result.items[0].code == reason::kRunnerLost);
}

TEST_CASE("a second client is turned away while the first is there, and let in afterwards") {
  Link link;
  link.StartServer();
  link.StartClient();
  REQUIRE(link.RunUntil([&] { return link.client_->connected(); }));
  link.client_->Run(Request(1));
  REQUIRE(link.RunUntil([&] { return link.replies_.size() == 1; }));

  std::vector<RunReply> others;
  RunnerClientOptions hasty;
  hasty.patience = 100ms;
  RunnerClient second(
      link.io_, link.path(), hasty, [&](RunReply reply) { others.push_back(std::move(reply)); },
      link.clock_, link.logger_);
  second.Run(Request(2));
  REQUIRE(link.RunUntil([&] { return others.size() == 1; }));
  CHECK(others[0].result.items[0].code == reason::kRunnerLost);
  link.client_->Run(Request(3));
  REQUIRE(link.RunUntil([&] { return link.replies_.size() == 2; }));

  link.client_.reset();
  REQUIRE(link.RunUntil([&] {
    if (others.size() == 1) second.Run(Request(4));
    return !others.empty() && OverallOutcome(others.back().result) == Outcome::kOk;
  }));
}

TEST_CASE("a client that sends no request is cut off") {
  Link link;
  link.StartServer();
  boost::asio::local::stream_protocol::socket socket(link.io_);
  socket.connect(boost::asio::local::stream_protocol::endpoint(link.path()));
  bool cut_off = false;
  char byte = 0;
  socket.async_read_some(
      boost::asio::buffer(&byte, 1), [&](boost::system::error_code error, std::size_t) {
        cut_off = error == boost::asio::error::eof || error == boost::asio::error::connection_reset;
      });
  SECTION("a frame of garbage") {
    boost::asio::write(socket, boost::asio::buffer("\x02\0\0\0\xff\xff", 6));
  }
  SECTION("a frame without end") {
    boost::asio::write(socket, boost::asio::buffer("\xff\xff\xff\xff", 4));
  }
  CHECK(link.RunUntil([&] { return cut_off; }));
}

TEST_CASE("the socket of a dead runner is replaced, that of a living one is not") {
  Link link;
  {
    const int left_behind = socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    link.path().copy(address.sun_path, sizeof(address.sun_path) - 1);
    REQUIRE(bind(left_behind, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0);
    close(left_behind);
  }
  link.StartServer();
  const auto another =
      RunnerServer::Listen(link.io_, link.path(), {}, link.on_request_, link.logger_);
  REQUIRE_FALSE(another.has_value());
  CHECK(another.error().code() == ErrorCode::kConflict);
}

TEST_CASE("a file that is no socket is left alone") {
  Link link;
  std::ofstream(link.path()) << "precious";
  CHECK_FALSE(
      RunnerServer::Listen(link.io_, link.path(), {}, link.on_request_, link.logger_).has_value());
  std::string content;
  std::ifstream(link.path()) >> content;
  CHECK(content == "precious");
}

TEST_CASE("a path longer than the kernel takes is said") {
  Link link;
  const auto server = RunnerServer::Listen(link.io_, "/" + std::string(120, 'x'), {},
                                           link.on_request_, link.logger_);
  REQUIRE_FALSE(server.has_value());
  CHECK(server.error().code() == ErrorCode::kInvalidArgument);
}

TEST_CASE("who may connect: the runner's own user, and who is named") {
  struct Row {
    const char* what;
    PeerCredentials peer;
    PeerRule rule;
    bool allowed;
  };
  const std::vector<Row> rows = {
      {"own user", {100, 1, {100}}, {}, true},
      {"another user", {200, 1, {200}}, {}, false},
      {"root is another user", {0, 1, {0}}, {}, false},
      {"a named user", {200, 1, {200}}, {{200}, {}}, true},
      {"a named group", {200, 1, {200, 300}}, {{}, {300}}, true},
      {"another group", {200, 1, {200, 300}}, {{}, {400}}, false},
  };
  for (const Row& row : rows) {
    INFO(row.what);
    CHECK(IsAllowed(row.peer, row.rule, 100) == row.allowed);
  }
}

TEST_CASE("the kernel says who the peer is") {
  int pair[2];
  REQUIRE(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
  const Result<PeerCredentials> peer = ReadPeerCredentials(pair[0]);
  REQUIRE(peer.has_value());
  CHECK(peer->user == geteuid());
  CHECK(peer->process == getpid());
  close(pair[0]);
  close(pair[1]);
}

}  // namespace
}  // namespace xunjian
