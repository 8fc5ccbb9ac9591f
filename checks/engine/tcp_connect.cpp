#include "checks/engine/tcp_connect.h"

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "name_lookup.h"

namespace xunjian {
namespace {

TcpEnd EndOfErrno(int error) {
  switch (error) {
    case 0:
      return TcpEnd::kConnected;
    case ECONNREFUSED:
    case ECONNRESET:
      return TcpEnd::kRefused;
    case ETIMEDOUT:
      return TcpEnd::kTimedOut;
    case ENETUNREACH:
    case EHOSTUNREACH:
    case ENETDOWN:
    case EHOSTDOWN:
      return TcpEnd::kUnreachable;
    default:
      return TcpEnd::kFailed;
  }
}

TcpEnd EndOfLookup(int error) {
  switch (error) {
    case EAI_NONAME:
    case EAI_NODATA:
      return TcpEnd::kNameUnknown;
    case EAI_AGAIN:
    case EAI_FAIL:
      return TcpEnd::kNameNotResolved;
    default:
      return TcpEnd::kFailed;
  }
}

std::string NumericAddress(const addrinfo& address) {
  std::array<char, NI_MAXHOST> text{};
  if (getnameinfo(address.ai_addr, address.ai_addrlen, text.data(), text.size(), nullptr, 0,
                  NI_NUMERICHOST) != 0) {
    return "";
  }
  return text.data();
}

// The errno of the attempt; 0 for a connection.
int AwaitConnection(int socket, SteadyTime deadline, const Clock& clock) {
  if (WaitFor(socket, Readiness::kWritable, deadline, clock) == Readiness::kTimedOut) {
    return ETIMEDOUT;
  }
  int error = 0;
  socklen_t size = sizeof error;
  if (getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size) != 0) return errno;
  return error;
}

TcpAttempt ConnectOne(const addrinfo& address, SteadyTime deadline, const Clock& clock) {
  TcpAttempt attempt;
  attempt.address = NumericAddress(address);
  attempt.socket = UniqueFd(
      socket(address.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, address.ai_protocol));
  int error = attempt.socket ? 0 : errno;
  if (error == 0 && connect(attempt.socket.get(), address.ai_addr, address.ai_addrlen) != 0) {
    error = errno == EINPROGRESS ? AwaitConnection(attempt.socket.get(), deadline, clock) : errno;
  }
  attempt.end = EndOfErrno(error);
  if (error == 0) return attempt;
  attempt.detail =
      ErrnoError(error, Format({"connecting to {}", "连接 {}"}, attempt.address)).message();
  attempt.socket.Reset();
  return attempt;
}

// Each address gets an equal share of what is left, so that one that swallows packets does not take
// the time of the next.
TcpAttempt ConnectAny(const addrinfo* first, SteadyTime deadline, const Clock& clock) {
  long left = 0;
  for (const addrinfo* at = first; at != nullptr; at = at->ai_next) ++left;
  TcpAttempt attempt;
  for (const addrinfo* at = first; at != nullptr; at = at->ai_next, --left) {
    const SteadyTime now = clock.Steady();
    attempt = ConnectOne(*at, now + (deadline - now) / left, clock);
    if (attempt.end == TcpEnd::kConnected) break;
  }
  return attempt;
}

}  // namespace

std::string_view ToString(TcpEnd end) {
  switch (end) {
    case TcpEnd::kConnected:
      return "connected";
    case TcpEnd::kRefused:
      return "refused";
    case TcpEnd::kTimedOut:
      return "timed_out";
    case TcpEnd::kUnreachable:
      return "unreachable";
    case TcpEnd::kNameUnknown:
      return "name_unknown";
    case TcpEnd::kNameNotResolved:
      return "name_not_resolved";
    case TcpEnd::kFailed:
      break;
  }
  return "failed";
}

Readiness WaitFor(int descriptor, Readiness wanted, SteadyTime deadline, const Clock& clock) {
  pollfd entry{descriptor, static_cast<short>(wanted == Readiness::kReadable ? POLLIN : POLLOUT),
               0};
  for (;;) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - clock.Steady()).count();
    if (left <= 0) return Readiness::kTimedOut;
    constexpr std::int64_t kLongestPoll = 60'000;
    const int ready = poll(&entry, 1, static_cast<int>(std::min(left, kLongestPoll)));
    if (ready > 0 || (ready < 0 && errno != EINTR)) return wanted;
  }
}

TcpAttempt ConnectTcp(const TcpTarget& target, Duration limit, const Clock& clock) {
  const SteadyTime start = clock.Steady();
  TcpAttempt attempt;
  const NameLookup names = LookUp(target, limit);
  if (names.error == 0) {
    attempt = ConnectAny(names.addresses.get(), start + limit, clock);
  } else {
    attempt.end = EndOfLookup(names.error);
    attempt.detail = Format({"{}", "域名解析失败（{}）"}, gai_strerror(names.error));
  }
  attempt.took = clock.Steady() - start;
  return attempt;
}

}  // namespace xunjian
