#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/log.h"
#include "base/result.h"
#include "base/tls_credential.h"
#include "base/tls_identity.h"
#include "proto/rpc/acceptor_figures.h"
#include "proto/rpc/acceptor_limits.h"
#include "proto/words/operator_api.h"

namespace xunjian {

// The person behind an operator's certificate, with the role it has now; kPermissionDenied for one
// who is not known (any more). Called on the server's threads.
using ActorLookup = std::function<Result<Actor>(const TlsIdentity&)>;

struct OperatorServerOptions {
  struct Remote {
    std::string address;  // "host:port"; port 0 takes a free one
    TlsCredential tls;
    AcceptorLimits limits;
  };
  // The local administrator's door: a socket of mode 0600; its folder must be the collector's own,
  // 0700. Who can open it may do everything, as "local:<user of this process>".
  std::string socket_path;       // "" for none; at most 107 bytes
  std::optional<Remote> remote;  // mutual TLS 1.3 with operators' certificates
};

// Serves an OperatorApi. Every call passes MayCall first; an RPC without a row is denied. Calls run
// on the server's threads, several at once.
class OperatorServer {
 public:
  // kConflict with the address when it is in use. What is passed by reference outlives the server.
  static Result<std::unique_ptr<OperatorServer>> Start(const OperatorServerOptions& options,
                                                       OperatorApi& api, ActorLookup lookup,
                                                       Logger& logger);
  ~OperatorServer();  // waits for the calls under way, at most 2 s

  int port() const;                 // of the remote door; 0 without one
  AcceptorFigures figures() const;  // of the remote door

 private:
  class Impl;
  explicit OperatorServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace xunjian
