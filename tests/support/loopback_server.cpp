#include "tests/support/loopback_server.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <stdexcept>

namespace xunjian {
namespace {

UniqueFd Listen(std::string& port) {
  UniqueFd listener(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (!listener || bind(listener.get(), generic, size) != 0 || listen(listener.get(), 8) != 0 ||
      getsockname(listener.get(), generic, &size) != 0) {
    throw std::runtime_error("cannot listen on loopback");
  }
  port = std::to_string(ntohs(address.sin_port));
  return listener;
}

}  // namespace

LoopbackServer::LoopbackServer(Script script)
    : script_(std::move(script)), listener_(Listen(port_)), thread_([this] { Serve(); }) {}

LoopbackServer::~LoopbackServer() {
  shutdown(listener_.get(), SHUT_RDWR);
  thread_.join();
}

std::string LoopbackServer::received() const {
  const std::lock_guard lock(mutex_);
  return received_;
}

void LoopbackServer::Serve() {
  for (;;) {
    const UniqueFd client(accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (!client) return;
    // A client that stays must not keep the test from ending.
    const timeval limit{5, 0};
    setsockopt(client.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    Follow(client.get());
  }
}

void LoopbackServer::Follow(int client) {
  {
    const std::lock_guard lock(mutex_);
    received_.clear();
  }
  for (const Step& step : script_) {
    while (!step.wait_for.empty() && received().find(step.wait_for) == std::string::npos) {
      if (!Receive(client)) return;
    }
    send(client, step.say.data(), step.say.size(), MSG_NOSIGNAL);
  }
  while (Receive(client)) {
  }
}

bool LoopbackServer::Receive(int client) {
  char buffer[4096];
  const ssize_t got = recv(client, buffer, sizeof buffer, 0);
  if (got <= 0) return false;
  const std::lock_guard lock(mutex_);
  received_.append(buffer, static_cast<std::size_t>(got));
  return true;
}

bool HasLocalhost() {
  addrinfo wanted{};
  wanted.ai_family = AF_INET;
  addrinfo* found = nullptr;
  if (getaddrinfo("localhost", nullptr, &wanted, &found) != 0) return false;
  freeaddrinfo(found);
  return true;
}

std::string FreePort() {
  std::string port;
  Listen(port);
  return port;
}

}  // namespace xunjian
