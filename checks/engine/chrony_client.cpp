#include "checks/engine/chrony_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>

#include "base/unique_fd.h"
#include "checks/engine/tcp_connect.h"

namespace xunjian {
namespace {

// A request is padded to the size of its reply, so that nobody can be flooded through chronyd.
using Packet = std::array<std::uint8_t, 104>;
constexpr std::uint32_t kSequence = 0x78756e6a;  // one request a socket: any number will do

Packet TrackingRequest() {
  Packet packet{};
  packet[0] = 6;   // protocol version
  packet[1] = 1;   // a request
  packet[5] = 33;  // REQ_TRACKING
  for (std::size_t i = 0; i < 4; ++i) {
    packet[8 + i] = static_cast<std::uint8_t>(kSequence >> (24 - 8 * i));
  }
  return packet;
}

// Connected, so that only chronyd can answer and its absence is an error at once.
UniqueFd OpenSocket(std::uint16_t port) {
  UniqueFd socket_fd(socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (socket_fd &&
      connect(socket_fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    socket_fd.Reset();
  }
  return socket_fd;
}

}  // namespace

std::optional<ChronyTracking> AskChrony(Duration limit, const Clock& clock, std::uint16_t port) {
  const UniqueFd socket_fd = OpenSocket(port);
  const Packet request = TrackingRequest();
  if (!socket_fd || send(socket_fd.get(), request.data(), request.size(), MSG_NOSIGNAL) < 0) {
    return std::nullopt;
  }
  if (WaitFor(socket_fd.get(), Readiness::kReadable, clock.Steady() + limit, clock) ==
      Readiness::kTimedOut) {
    return std::nullopt;
  }
  std::array<std::uint8_t, 512> reply{};
  const ssize_t size = recv(socket_fd.get(), reply.data(), reply.size(), 0);
  if (size <= 0) return std::nullopt;
  return ParseChronyTracking(std::span(reply).first(static_cast<std::size_t>(size)), kSequence);
}

}  // namespace xunjian
