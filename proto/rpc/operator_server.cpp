#include "proto/rpc/operator_server.h"

#include <grpcpp/server.h>
#include <grpcpp/server_context.h>

#include "proto/convert/limits.h"
#include "proto/rpc/credentials.h"
#include "proto/rpc/local_socket.h"
#include "proto/rpc/operator_face.h"
#include "proto/rpc/peer.h"
#include "proto/rpc/tls_server.h"

namespace xunjian {
namespace {

constexpr auto kGrace = std::chrono::seconds(2);

Actor LocalAdmin() {
  const std::string user = NameOfOwnUser();
  return {.id = "local:" + user, .name = user, .role = Role::kAdmin, .site = {}};
}

Result<std::unique_ptr<grpc::Server>> ServeSocket(const std::string& path, grpc::Service& service) {
  if (const auto clear = ClearSocketPath(path); clear.has_error()) return clear.error();
  grpc::ServerBuilder builder;
  SetServerLimits(builder, limits::kMessageBytes);
  builder.RegisterService(&service);
  builder.AddListeningPort("unix:" + path, grpc::InsecureServerCredentials());
  auto server = builder.BuildAndStart();
  if (!server) {
    return MakeError(ErrorCode::kInvalidArgument,
                     {"cannot listen on {0}: is its folder there, and writable?",
                      "无法监听 {0}：其目录是否存在且可写？"},
                     path);
  }
  if (const auto closed = CloseSocketToOthers(path); closed.has_error()) return closed.error();
  return server;
}

}  // namespace

class OperatorServer::Impl {
 public:
  Impl(OperatorApi& api, ActorLookup lookup)
      : local_face_(
            api, [admin = LocalAdmin()](const grpc::CallbackServerContext&) { return admin; },
            workers_),
        remote_face_(
            api,
            [lookup =
                 std::move(lookup)](const grpc::CallbackServerContext& context) -> Result<Actor> {
              auto identity = IdentityOfPeer(*context.auth_context(), TlsIdentity::Kind::kOperator);
              if (identity.has_error()) return identity.error();
              return lookup(*identity);
            },
            workers_) {}

  ~Impl() {
    if (remote_) remote_->Stop(kGrace);
    if (local_) local_->Shutdown(std::chrono::system_clock::now() + kGrace);
  }

  Result<void> Listen(const OperatorServerOptions& options, Logger& logger) {
    if (options.remote) {
      auto remote = ListenRemote(*options.remote, logger);
      if (remote.has_error()) return remote.error();
      remote_ = *std::move(remote);
    }
    if (!options.socket_path.empty()) {
      auto local = ServeSocket(options.socket_path, local_face_);
      if (local.has_error()) return local.error();
      local_ = *std::move(local);
    }
    return Ok();
  }

  int port() const { return remote_ ? remote_->port() : 0; }
  AcceptorFigures figures() const { return remote_ ? remote_->figures() : AcceptorFigures{}; }

 private:
  Result<std::unique_ptr<TlsServer>> ListenRemote(const OperatorServerOptions::Remote& remote,
                                                  Logger& logger) {
    return TlsServer::Start(
        {.address = remote.address,
         .credentials = ServerCredentials(remote.tls, ClientCertificate::kRequired),
         .limits = remote.limits,
         .most_received = limits::kMessageBytes},
        remote_face_, logger);
  }

  CallWorkers workers_{4};
  OperatorFace local_face_;
  OperatorFace remote_face_;
  std::unique_ptr<grpc::Server> local_;
  std::unique_ptr<TlsServer> remote_;
};

OperatorServer::OperatorServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
OperatorServer::~OperatorServer() = default;

Result<std::unique_ptr<OperatorServer>> OperatorServer::Start(const OperatorServerOptions& options,
                                                              OperatorApi& api, ActorLookup lookup,
                                                              Logger& logger) {
  auto impl = std::make_unique<Impl>(api, std::move(lookup));
  if (const auto listening = impl->Listen(options, logger); listening.has_error()) {
    return listening.error();
  }
  return std::unique_ptr<OperatorServer>(new OperatorServer(std::move(impl)));
}

int OperatorServer::port() const { return impl_->port(); }
AcceptorFigures OperatorServer::figures() const { return impl_->figures(); }

}  // namespace xunjian
