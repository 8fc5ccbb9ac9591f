#include "collector/notify/syslog_socket.h"

#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <system_error>

#include "collector/notify/syslog_message.h"

namespace xunjian {
namespace {

using Transport = SyslogAddress::Transport;
using AddressList = std::unique_ptr<addrinfo, decltype([](addrinfo* list) { freeaddrinfo(list); })>;

constexpr Duration kSlice = std::chrono::milliseconds(100);

SteadyTime Now() { return std::chrono::steady_clock::now(); }

Error NotSent(std::string_view why) {
  return MakeError(ErrorCode::kUnavailable, {"not sent: {}", "未能发送：{}"}, why);
}
Error NotSent(int code) { return NotSent(std::generic_category().message(code)); }

Result<void> AwaitWritable(int fd, SteadyTime deadline, const std::stop_token& stop) {
  for (;;) {
    if (stop.stop_requested()) return NotSent("the collector stops");
    const Duration left = deadline - Now();
    if (left <= Duration::zero()) return NotSent("timed out");
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(std::min(left, kSlice));
    pollfd waiting{fd, POLLOUT, 0};
    if (::poll(&waiting, 1, static_cast<int>(wait.count())) > 0) return Ok();
  }
}

Result<UniqueFd> ConnectOne(const addrinfo& to, SteadyTime deadline, const std::stop_token& stop) {
  UniqueFd fd(
      ::socket(to.ai_family, to.ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, to.ai_protocol));
  if (!fd) return NotSent(errno);
  if (::connect(fd.get(), to.ai_addr, to.ai_addrlen) == 0) return fd;
  if (errno != EINPROGRESS) return NotSent(errno);
  if (auto ready = AwaitWritable(fd.get(), deadline, stop); !ready) return ready.error();
  int failed = 0;
  socklen_t size = sizeof(failed);
  ::getsockopt(fd.get(), SOL_SOCKET, SO_ERROR, &failed, &size);
  if (failed != 0) return NotSent(failed);
  return fd;
}

Result<UniqueFd> ConnectNamed(const SyslogAddress& address, SteadyTime deadline,
                              const std::stop_token& stop) {
  addrinfo hints{};
  hints.ai_socktype = address.transport == Transport::kTcp ? SOCK_STREAM : SOCK_DGRAM;
  addrinfo* found = nullptr;
  if (const int code = ::getaddrinfo(address.host.c_str(), address.port.c_str(), &hints, &found)) {
    return NotSent(gai_strerror(code));
  }
  const AddressList list(found);
  Result<UniqueFd> last = NotSent("no address");
  for (const addrinfo* to = found; to && !last; to = to->ai_next) {
    last = ConnectOne(*to, deadline, stop);
  }
  return last;
}

Result<UniqueFd> ConnectUnix(const std::string& path) {
  sockaddr_un to{};
  to.sun_family = AF_UNIX;
  path.copy(to.sun_path, sizeof(to.sun_path) - 1);
  UniqueFd fd(::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!fd) return NotSent(errno);
  if (::connect(fd.get(), reinterpret_cast<const sockaddr*>(&to), sizeof(to)) != 0) {
    return NotSent(errno);
  }
  return fd;
}

bool IsPort(std::string_view text) {
  return !text.empty() && text.size() <= 5 &&
         text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

std::optional<SyslogAddress> ParseSyslogAddress(std::string_view text) {
  if (text.starts_with("unix:///")) {
    const std::string path(text.substr(7));
    if (path.size() >= sizeof(sockaddr_un::sun_path)) return std::nullopt;
    return SyslogAddress{Transport::kUnix, path, ""};
  }
  const bool tcp = text.starts_with("tcp://");
  if (!tcp && !text.starts_with("udp://")) return std::nullopt;
  text.remove_prefix(6);
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  if (!IsPort(text.substr(colon + 1))) return std::nullopt;
  std::string_view host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  return SyslogAddress{tcp ? Transport::kTcp : Transport::kUdp, std::string(host),
                       std::string(text.substr(colon + 1))};
}

// A receiver that restarted while nothing was said: what is written to it first would be lost.
bool SyslogSocket::PeerIsGone() const {
  char byte = 0;
  const auto got = ::recv(socket_.get(), &byte, 1, MSG_DONTWAIT | MSG_PEEK);
  return got == 0 || (got < 0 && errno != EAGAIN && errno != EWOULDBLOCK);
}

Result<void> SyslogSocket::Open(SteadyTime deadline, const std::stop_token& stop) {
  if (socket_ && address_.transport == Transport::kTcp && PeerIsGone()) socket_.Reset();
  if (socket_) return Ok();
  auto made = address_.transport == Transport::kUnix ? ConnectUnix(address_.host)
                                                     : ConnectNamed(address_, deadline, stop);
  if (!made) return made.error();
  socket_ = *std::move(made);
  return Ok();
}

Result<void> SyslogSocket::Write(std::string_view bytes, SteadyTime deadline,
                                 const std::stop_token& stop) {
  while (!bytes.empty()) {
    const auto sent = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent > 0) bytes.remove_prefix(static_cast<std::size_t>(sent));
    if (sent >= 0 || errno == EINTR) continue;
    if (errno != EAGAIN && errno != EWOULDBLOCK) return NotSent(errno);
    if (auto ready = AwaitWritable(socket_.get(), deadline, stop); !ready) return ready;
  }
  return Ok();
}

Result<void> SyslogSocket::Send(const std::string& message, Duration timeout,
                                const std::stop_token& stop) {
  const SteadyTime deadline = Now() + timeout;
  if (auto opened = Open(deadline, stop); !opened) return opened;
  const bool counted = address_.transport == Transport::kTcp;
  auto written = Write(counted ? OctetCounted(message) : message, deadline, stop);
  if (!written) socket_.Reset();  // half a message must not run into the next
  return written;
}

}  // namespace xunjian
