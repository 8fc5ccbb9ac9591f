#pragma once

#include <grpcpp/server_builder.h>

#include <memory>
#include <string>

#include "proto/rpc/acceptor.h"

namespace xunjian {

struct TlsServerOptions {
  std::string address;  // "host:port"
  std::shared_ptr<grpc::ServerCredentials> credentials;
  AcceptorLimits limits;
  std::size_t most_received = 0;  // bytes a message
  // For a service that is served by its owner: where the queue goes. It is shut down after Stop.
  std::unique_ptr<grpc::ServerCompletionQueue>* queue = nullptr;
};

// A gRPC server behind our acceptor: one service, TLS 1.3, bounded metadata, streams, memory and
// threads, keepalive.
class TlsServer {
 public:
  static Result<std::unique_ptr<TlsServer>> Start(const TlsServerOptions& options,
                                                  grpc::Service& service, Logger& logger);
  ~TlsServer();  // Stop(0)
  // Accepts no more, and cancels what is still under way after `grace`. Returns when all is done.
  void Stop(Duration grace);

  int port() const { return acceptor_->port(); }
  AcceptorFigures figures() const { return acceptor_->figures(); }

 private:
  using Doorway = grpc::experimental::ExternalConnectionAcceptor;
  TlsServer(std::unique_ptr<Acceptor> acceptor, std::unique_ptr<Doorway> doorway,
            std::unique_ptr<grpc::Server> server);

  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<Doorway> doorway_;
  std::unique_ptr<Acceptor> acceptor_;  // stops first
};

// The limits of every server of ours, for a builder.
void SetServerLimits(grpc::ServerBuilder& builder, std::size_t most_received,
                     Duration handshake = AcceptorLimits().handshake_deadline);

}  // namespace xunjian
