#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <cstdint>
#include <memory>
#include <string>

#include "base/log.h"
#include "base/result.h"
#include "base/tls_credential.h"
#include "base/tls_identity.h"
#include "proto/rpc/acceptor_figures.h"
#include "proto/rpc/acceptor_limits.h"
#include "proto/words/agent_words.h"

namespace xunjian {

using StreamId = std::uint64_t;  // unique in one server, never reused

// Who stands at the other end of a stream; from the certificate and the socket.
struct AgentPeer {
  StreamId stream = 0;
  TlsIdentity identity;        // kind kAgent
  std::string remote_address;  // "127.0.0.1:40112"
};

// What agents do; called on the server's executor, one call at a time if that is a strand or a
// single thread. For each stream: OnOpen, any number of OnMessage, OnClosed.
class AgentServerHandler {
 public:
  virtual ~AgentServerHandler() = default;
  virtual void OnOpen(const AgentPeer& peer) = 0;
  // Within all limits of proto/convert/limits.h; a message that is not ends its stream. Call
  // AgentServer::Handled once for each.
  virtual void OnMessage(StreamId stream, AgentMessage message) = 0;
  virtual void OnClosed(StreamId stream) = 0;
};

struct AgentServerOptions {
  std::string address;  // "host:port"; port 0 takes a free one
  TlsCredential tls;
  std::size_t unhandled_messages = 4;  // of one stream; reading pauses at this many
  std::size_t send_queue = 64;         // of one stream; a peer that reads this slowly is closed
  AcceptorLimits limits;
};

// The agents' port: mutual TLS 1.3, one stream an agent. A certificate that is not an agent's is
// refused with PERMISSION_DENIED. Limits: 1 MiB a message, 8 KiB of metadata, 4 streams a
// connection.
//
// Member functions are thread-safe; what they ask of a stream that has ended is ignored. The
// handler hears nothing after the destructor, which must run on the executor or after it has
// stopped.
class AgentServer {
 public:
  // kConflict with the address when the port is in use.
  static Result<std::unique_ptr<AgentServer>> Start(const AgentServerOptions& options,
                                                    boost::asio::any_io_executor executor,
                                                    AgentServerHandler& handler, Logger& logger);
  ~AgentServer();  // ends every stream with UNAVAILABLE

  int port() const;
  AcceptorFigures figures() const;

  void Send(StreamId stream, const CollectorMessage& message);
  // One message of the stream is dealt with: a credit to read another.
  void Handled(StreamId stream);
  // The peer learns the reason; OnClosed follows.
  void CloseStream(StreamId stream, const Error& reason);

 private:
  class Impl;
  explicit AgentServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace xunjian
