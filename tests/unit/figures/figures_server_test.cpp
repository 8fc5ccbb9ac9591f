#include "figures/http/figures_server.h"

#include <atomic>
#include <boost/asio/connect.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <catch2/catch.hpp>
#include <future>
#include <thread>
#include <vector>

namespace xunjian {
namespace {

using boost::asio::ip::tcp;
using namespace std::string_literals;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

// The server on a thread of its own.
class Door {
 public:
  explicit Door(FiguresServerOptions options = {}) {
    options.address = "127.0.0.1:0";
    auto server =
        FiguresServer::Start(io_.get_executor(), options,
                             {[] { return std::string("# HELP x y\n# TYPE x gauge\nx 1\n"); },
                              [this] {
                                return Health{good, good ? "all is well" : "the probe failed"};
                              }});
    REQUIRE(server.has_value());
    server_ = std::move(*server);
    thread_ = std::thread([this] { io_.run(); });
  }
  ~Door() {
    boost::asio::post(io_, [this] {
      server_.reset();
      work_.reset();
    });
    thread_.join();
  }

  int port() const { return server_->port(); }
  std::atomic<bool> good = true;

 private:
  boost::asio::io_context io_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_ =
      boost::asio::make_work_guard(io_);
  std::unique_ptr<FiguresServer> server_;
  std::thread thread_;
};

// A client that says what it likes and hears until the end.
class Caller {
 public:
  explicit Caller(const Door& door) : socket_(io_) {
    socket_.connect(
        {boost::asio::ip::address_v4::loopback(), static_cast<std::uint16_t>(door.port())});
  }
  void Say(const std::string& text) {
    boost::system::error_code ignored;  // the server may have ended the call already
    boost::asio::write(socket_, boost::asio::buffer(text), ignored);
  }
  std::string Hear() {
    std::string heard;
    boost::system::error_code end;
    boost::asio::read(socket_, boost::asio::dynamic_buffer(heard), end);
    return heard;
  }

 private:
  boost::asio::io_context io_;
  tcp::socket socket_;
};

std::string Ask(const Door& door, const std::string& request) {
  Caller caller(door);
  caller.Say(request);
  return caller.Hear();
}

TEST_CASE("the figures are plain text of the version that Prometheus reads") {
  const Door door;
  const std::string answer = Ask(door, "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
  CHECK_THAT(answer, Contains("Content-Type: text/plain; version=0.0.4; charset=utf-8\r\n"));
  CHECK_THAT(answer, Contains("Connection: close\r\n"));
  CHECK(answer.ends_with("\r\n\r\n# HELP x y\n# TYPE x gauge\nx 1\n"));
}

TEST_CASE("health is a status code for programs and a line for people") {
  Door door;
  CHECK_THAT(Ask(door, "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"),
             StartsWith("HTTP/1.1 200 OK\r\n") && Contains("all is well\n"));
  door.good = false;
  CHECK_THAT(Ask(door, "GET /healthz HTTP/1.0\r\n\r\n"),
             StartsWith("HTTP/1.1 503 Service Unavailable\r\n") && Contains("the probe failed\n"));
}

TEST_CASE("there is nothing else, and no other way of asking") {
  const auto [request, status] = GENERATE(table<std::string, std::string>({
      {"GET / HTTP/1.1\r\nHost: x\r\n\r\n", "404"},
      {"GET /metrics/ HTTP/1.1\r\nHost: x\r\n\r\n", "404"},
      {"GET /../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", "404"},
      {"GET http://x/metrics HTTP/1.1\r\nHost: x\r\n\r\n", "404"},
      {"GET /metrics?name=x HTTP/1.1\r\nHost: x\r\n\r\n", "200"},
      {"POST /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", "405"},
      {"HEAD /healthz HTTP/1.1\r\nHost: x\r\n\r\n", "405"},
      {"DELETE /metrics HTTP/1.1\r\nHost: x\r\n\r\n", "405"},
      {"GET /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello", "413"},
      {"GET /metrics HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "413"},
      {"GET /metrics HTTP/9.9\r\n\r\n", "400"},
      {"GET /metrics\r\n\r\n", "400"},
      {"\x16\x03\x01\x02\x01\x00\r\n\r\n"s, "400"},
      {"GET /metrics HTTP/1.1\r\nContent-Length: -1\r\n\r\n", "400"},
  }));
  CAPTURE(request);
  const Door door;
  CHECK_THAT(Ask(door, request), StartsWith("HTTP/1.1 " + status + " "));
}

TEST_CASE("a request of more than 8 KiB is not read to its end") {
  const Door door;
  const std::string head = "GET /metrics HTTP/1.1\r\nHost: x\r\n";
  const std::string fits = "A: " + std::string(8000 - head.size(), 'a') + "\r\n\r\n";
  CHECK_THAT(Ask(door, head + fits), StartsWith("HTTP/1.1 200 "));
  CHECK_THAT(Ask(door, head + "A: " + std::string(9000, 'a') + "\r\n\r\n"),
             StartsWith("HTTP/1.1 431 "));
  CHECK_THAT(Ask(door, "GET /" + std::string(60'000, 'a')), StartsWith("HTTP/1.1 431 "));
}

TEST_CASE("a second request on a connection is not heard") {
  const Door door;
  const std::string one = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
  const std::string answer = Ask(door, one + one + one);
  CHECK(answer.find("HTTP/1.1") == answer.rfind("HTTP/1.1"));
}

TEST_CASE("who is slow is left after the limit, whatever was said by then") {
  const Door door({.time_limit = std::chrono::milliseconds(30)});
  const std::string said = GENERATE("", "G", "GET /metrics HTTP/1.1\r\nHost: x\r\n");
  Caller caller(door);
  caller.Say(said);
  CHECK(caller.Hear().empty());
}

TEST_CASE("connections beyond the limit are closed, and there is room again when one ends") {
  const Door door({.connections = 2});
  const std::string request = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
  {
    Caller first(door);
    Caller second(door);
    CHECK(Caller(door).Hear().empty());
    first.Say(request);
    CHECK_THAT(first.Hear(), StartsWith("HTTP/1.1 200 "));
    second.Say(request);
    CHECK_THAT(second.Hear(), StartsWith("HTTP/1.1 200 "));
  }
  // The server sees the ends of both a moment later.
  std::string answer;
  for (int i = 0; i < 1000 && answer.empty(); ++i) answer = Ask(door, request);
  CHECK_THAT(answer, StartsWith("HTTP/1.1 200 "));
}

TEST_CASE("a port in use is a conflict that names it") {
  const Door door;
  boost::asio::io_context io;
  const std::string address = "127.0.0.1:" + std::to_string(door.port());
  const auto second = FiguresServer::Start(io.get_executor(), {.address = address}, {});
  REQUIRE_FALSE(second.has_value());
  CHECK(second.error().code() == ErrorCode::kConflict);
  CHECK_THAT(second.error().In(Language::kChinese), Contains(address));
}

TEST_CASE("a server goes while somebody is still talking") {
  auto door =
      std::make_unique<Door>(FiguresServerOptions{.time_limit = std::chrono::milliseconds(200)});
  Caller caller(*door);
  caller.Say("GET /metr");
  door.reset();
  CHECK(caller.Hear().empty());
}

}  // namespace
}  // namespace xunjian
