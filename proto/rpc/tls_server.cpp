#include "proto/rpc/tls_server.h"

#include <absl/synchronization/mutex.h>
#include <grpcpp/resource_quota.h>
#include <grpcpp/server.h>

#include "proto/convert/limits.h"

namespace xunjian {

void SetServerLimits(grpc::ServerBuilder& builder, std::size_t most_received, Duration handshake) {
  constexpr std::size_t kMemory = 256 << 20;
  constexpr int kThreads = 32;
  grpc::ResourceQuota quota;
  quota.Resize(kMemory).SetMaxThreads(kThreads);
  builder.SetResourceQuota(quota);
  builder.SetMaxReceiveMessageSize(static_cast<int>(most_received));
  builder.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, 8 << 10);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, 4);
  const auto handshake_ms = std::chrono::ceil<std::chrono::milliseconds>(handshake).count();
  builder.AddChannelArgument(GRPC_ARG_SERVER_HANDSHAKE_TIMEOUT_MS, static_cast<int>(handshake_ms));
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, 20'000);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 10'000);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MAX_PINGS_WITHOUT_DATA, 0);
  // Clients ping every 20 s; gRPC would take that for abuse (it expects five minutes).
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, 9'000);
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  // No pings of gRPC's own to size windows: messages are small, and each ping costs a timer.
  builder.AddChannelArgument(GRPC_ARG_HTTP2_BDP_PROBE, 0);
}

Result<std::unique_ptr<TlsServer>> TlsServer::Start(const TlsServerOptions& options,
                                                    grpc::Service& service, Logger& logger) {
  auto acceptor = Acceptor::Listen(options.address, options.limits, logger);
  if (acceptor.has_error()) return acceptor.error();
  // Debian builds abseil with its search for dead locks, at each lock that gRPC takes.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  grpc::ServerBuilder builder;
  SetServerLimits(builder, options.most_received, options.limits.handshake_deadline);
  builder.RegisterService(&service);
  if (options.queue) *options.queue = builder.AddCompletionQueue();
  using Experimental = grpc::ServerBuilder::experimental_type;
  auto doorway = builder.experimental().AddExternalConnectionAcceptor(
      Experimental::ExternalConnectionType::FROM_FD, options.credentials);
  auto server = builder.BuildAndStart();
  if (!server) {
    return MakeError(ErrorCode::kInvalidArgument,
                     {"cannot serve on {0}: the certificate or its key is not usable",
                      "无法在 {0} 上提供服务：证书或私钥不可用"},
                     options.address);
  }
  std::unique_ptr<TlsServer> started(
      new TlsServer(std::move(*acceptor), std::move(doorway), std::move(server)));
  return started;
}

TlsServer::TlsServer(std::unique_ptr<Acceptor> acceptor, std::unique_ptr<Doorway> doorway,
                     std::unique_ptr<grpc::Server> server)
    : server_(std::move(server)), doorway_(std::move(doorway)), acceptor_(std::move(acceptor)) {
  acceptor_->Start([this](int descriptor) {
    Doorway::NewConnectionParameters connection;
    connection.fd = descriptor;
    doorway_->HandleNewConnection(&connection);
  });
}

TlsServer::~TlsServer() { Stop(Duration::zero()); }

void TlsServer::Stop(Duration grace) {
  acceptor_.reset();
  server_->Shutdown(std::chrono::system_clock::now() +
                    std::chrono::duration_cast<std::chrono::milliseconds>(grace));
}

}  // namespace xunjian
