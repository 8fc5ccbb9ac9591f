#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "base/unique_fd.h"

namespace xunjian {

struct TcpTarget {
  std::string host;  // a name, an IPv4 or an IPv6 address (without brackets)
  std::string port;  // "1" to "65535"
  friend bool operator==(const TcpTarget&, const TcpTarget&) = default;
};

// "db1:5432", "10.0.0.1:80", "[fe80::1]:443"; without a port the fallback counts, "" means none may
// be missing.
Result<TcpTarget> ParseTcpTarget(std::string_view text, std::string_view fallback_port = "");

enum class TcpEnd {
  kConnected,
  kRefused,
  kTimedOut,
  kUnreachable,
  kNameUnknown,      // there is no such name
  kNameNotResolved,  // nobody could say in time whether there is
  kFailed,           // this machine could not even try
};

std::string_view ToString(TcpEnd end);  // "refused"

struct TcpAttempt {
  TcpEnd end = TcpEnd::kFailed;
  UniqueFd socket;      // when connected: non-blocking
  Duration took{};      // to the connection or to the failure, names included
  std::string address;  // the last one tried, numeric; "" when there was none
  Message detail;       // what the system said; empty for a connection
};

// Tries the addresses of the target one after the other, for at most `limit` altogether. Names go
// through getaddrinfo(3), addresses do not; a resolver that does not answer is left behind.
TcpAttempt ConnectTcp(const TcpTarget& target, Duration limit, const Clock& clock);

enum class Readiness { kReadable, kWritable, kTimedOut };

// Waits for the descriptor, at most until `deadline`. An error condition counts as ready: the next
// call on the descriptor tells.
Readiness WaitFor(int descriptor, Readiness wanted, SteadyTime deadline, const Clock& clock);

}  // namespace xunjian
