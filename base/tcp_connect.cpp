#include "tcp_connect.h"

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <memory>

namespace xunjian {
namespace {

struct FreeAddresses {
  void operator()(addrinfo* addresses) const { ::freeaddrinfo(addresses); }
};
using Addresses = std::unique_ptr<addrinfo, FreeAddresses>;

Result<Addresses> Resolve(const std::string& host, const std::string& port) {
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const int failure = ::getaddrinfo(host.c_str(), port.c_str(), &wanted, &found);
  if (failure == 0) return Addresses(found);
  const ErrorCode code = failure == EAI_AGAIN ? ErrorCode::kUnavailable : ErrorCode::kNotFound;
  return MakeError(code, {"cannot resolve {}: {}", "无法解析 {}：{}"}, host,
                   ::gai_strerror(failure));
}

// 0 or an errno.
int ConnectTo(int fd, const addrinfo& address, SteadyTime deadline) {
  if (::connect(fd, address.ai_addr, address.ai_addrlen) == 0) return 0;
  if (errno != EINPROGRESS) return errno;
  if (!WaitUntil(fd, POLLOUT, deadline)) return ETIMEDOUT;
  int error = 0;
  socklen_t size = sizeof(error);
  return ::getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno;
}

}  // namespace

bool WaitUntil(int fd, short events, SteadyTime deadline) {
  while (true) {
    const auto left = deadline - std::chrono::steady_clock::now();
    if (left <= Duration::zero()) return false;
    pollfd watched{fd, events, 0};
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(left).count();
    if (::poll(&watched, 1, static_cast<int>(std::min<std::int64_t>(wait, 60'000))) > 0)
      return true;
  }
}

Result<UniqueFd> ConnectTcp(const std::string& host, const std::string& port, SteadyTime deadline) {
  const auto addresses = Resolve(host, port);
  if (!addresses) return addresses.error();
  int failure = ETIMEDOUT;
  for (const addrinfo* address = addresses->get(); address; address = address->ai_next) {
    UniqueFd fd(::socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    failure = fd ? ConnectTo(fd.get(), *address, deadline) : errno;
    if (failure == 0) return fd;
  }
  return ErrnoError(failure, Format({"cannot connect to {}:{}", "无法连接 {}:{}"}, host, port));
}

}  // namespace xunjian
