// Peers that begin TLS and then say nothing more.
#include <openssl/ssl.h>
#include <sys/socket.h>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <vector>

#include "agent_line.h"

using namespace xunjian;
using namespace std::chrono_literals;
using boost::asio::ip::tcp;

namespace {

// What a client of TLS 1.3 says first.
std::string ClientHello() {
  const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context(SSL_CTX_new(TLS_client_method()),
                                                                  &SSL_CTX_free);
  const std::unique_ptr<SSL, decltype(&SSL_free)> client(SSL_new(context.get()), &SSL_free);
  SSL_set_bio(client.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));  // now the client's
  SSL_connect(client.get());                                              // waits for an answer
  std::string hello(4096, '\0');
  const int size =
      BIO_read(SSL_get_wbio(client.get()), hello.data(), static_cast<int>(hello.size()));
  REQUIRE(size > 0);
  hello.resize(static_cast<std::size_t>(size));
  return hello;
}

// Says hello, and then nothing.
tcp::socket Stall(boost::asio::io_context& io, const Line& line) {
  tcp::socket socket(io);
  socket.connect(
      {boost::asio::ip::address_v4::loopback(), static_cast<unsigned short>(line.server->port())});
  boost::asio::write(socket, boost::asio::buffer(ClientHello()));
  return socket;
}

enum class End { kCutOff, kStillOpen };

// Whatever the server says, and then its end, within ten seconds.
End ReadToEnd(tcp::socket& socket) {
  const timeval patience{.tv_sec = 10, .tv_usec = 0};
  ::setsockopt(socket.native_handle(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
  char bytes[4096];
  ssize_t got = 0;
  do {
    got = ::recv(socket.native_handle(), bytes, sizeof(bytes), 0);
  } while (got > 0);
  const bool still_open = got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
  return still_open ? End::kStillOpen : End::kCutOff;
}

AgentServerOptions WithDeadline(Duration deadline) {
  AgentServerOptions options;
  options.limits.handshake_deadline = deadline;
  return options;
}

}  // namespace

TEST_CASE("a peer that says a hello of TLS and then nothing is cut off at the deadline") {
  const Line line(WithDeadline(200ms));
  boost::asio::io_context io;
  const auto begun = std::chrono::steady_clock::now();
  tcp::socket peer = Stall(io, line);
  CHECK(ReadToEnd(peer) == End::kCutOff);
  CHECK(std::chrono::steady_clock::now() - begun >= 200ms);
}

TEST_CASE("peers that stall in their handshake keep nobody waiting") {
  Line line(WithDeadline(1min));
  boost::asio::io_context io;
  std::vector<tcp::socket> peers;
  for (int i = 0; i < 64; ++i) peers.push_back(Stall(io, line));
  REQUIRE(line.Until([&] { return line.server->figures().accepted == peers.size(); }));
  AgentSide agent;
  const auto channel = line.Dial(agent, line.house.Agent("a1"));
  CHECK(line.Until([&] { return agent.open; }));
}
