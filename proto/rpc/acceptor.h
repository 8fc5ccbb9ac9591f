#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/log.h"
#include "base/result.h"
#include "proto/rpc/acceptor_figures.h"
#include "proto/rpc/acceptor_limits.h"

namespace xunjian {

// The accept loop in front of gRPC, which has none that survives a flood: one EMFILE silences gRPC
// 1.51 for good (CVE-2023-4785), and it cannot be told to refuse TLS 1.2. Connections beyond the
// limits are closed at once; the others are handed on when their ClientHello offers TLS 1.3. When
// descriptors run out the loop closes what comes, from a reserve, and backs off for 100 ms; at most
// the process's limit less 256 is ever given away. One thread of its own.
class Acceptor {
 public:
  // Takes a connected, non-blocking descriptor and owns it. Called on the acceptor's thread.
  using Deliver = std::function<void(int descriptor)>;

  // Binds and listens: "host:port", port 0 takes a free one. kConflict when the address is in use,
  // kInvalidArgument when it is no address of this machine.
  static Result<std::unique_ptr<Acceptor>> Listen(const std::string& address,
                                                  const AcceptorLimits& limits, Logger& logger);
  ~Acceptor();  // stops and joins

  int port() const;
  AcceptorFigures figures() const;  // any thread
  void Start(Deliver deliver);

 private:
  class Loop;
  explicit Acceptor(std::unique_ptr<Loop> loop);
  std::unique_ptr<Loop> loop_;
};

}  // namespace xunjian
