#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "base/unique_fd.h"

namespace xunjian {

// "udp://host:514", "tcp://host:601" or "unix:///dev/log".
struct SyslogAddress {
  enum class Transport { kUdp, kTcp, kUnix };
  Transport transport = Transport::kUdp;
  std::string host;  // or the path of the socket
  std::string port;
};
std::optional<SyslogAddress> ParseSyslogAddress(std::string_view text);

// Sends lines there; a stream stays open. A datagram that leaves is all that is known of it. One
// thread.
class SyslogSocket {
 public:
  explicit SyslogSocket(SyslogAddress address) : address_(std::move(address)) {}
  // kUnavailable when it does not leave in time, or `stop` was requested. A look-up of a name has
  // the time limit of the resolver.
  Result<void> Send(const std::string& message, Duration timeout, const std::stop_token& stop);

 private:
  Result<void> Open(SteadyTime deadline, const std::stop_token& stop);
  Result<void> Write(std::string_view bytes, SteadyTime deadline, const std::stop_token& stop);
  bool PeerIsGone() const;

  const SyslogAddress address_;
  UniqueFd socket_;
};

}  // namespace xunjian
