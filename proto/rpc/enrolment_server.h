#pragma once

#include <memory>
#include <string>

#include "base/clock.h"
#include "base/log.h"
#include "base/result.h"
#include "base/tls_credential.h"
#include "proto/rpc/acceptor_figures.h"
#include "proto/rpc/acceptor_limits.h"
#include "proto/words/agent_words.h"

namespace xunjian {

// Decides who is enrolled. Called on the server's threads, several at once; may block.
class EnrolmentHandler {
 public:
  virtual ~EnrolmentHandler() = default;
  // `remote_address` is "ip:port", for the log.
  virtual Result<EnrolmentReply> Enrol(const EnrolmentRequest& request,
                                       const std::string& remote_address) = 0;
};

struct EnrolmentServerOptions {
  std::string address;  // "host:port"; port 0 takes a free one
  TlsCredential tls;    // the CA is shown in the chain, so that a token's fingerprint can find it
  std::uint32_t failures_per_minute = 5;  // of one address; more are refused unheard
  AcceptorLimits limits;
};

// The enrolment port: TLS 1.3, the server alone authenticated; 64 KiB a message.
class EnrolmentServer {
 public:
  // kConflict with the address when the port is in use. Clock, handler and logger outlive it.
  static Result<std::unique_ptr<EnrolmentServer>> Start(const EnrolmentServerOptions& options,
                                                        const Clock& clock,
                                                        EnrolmentHandler& handler, Logger& logger);
  ~EnrolmentServer();  // waits for the calls under way, at most 2 s

  int port() const;
  AcceptorFigures figures() const;

 private:
  class Impl;
  explicit EnrolmentServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace xunjian
