#include "proto/rpc/enrolment_server.h"

#include "proto/convert/agent_convert.h"
#include "proto/convert/limits.h"
#include "proto/rpc/call_workers.h"
#include "proto/rpc/credentials.h"
#include "proto/rpc/failure_limit.h"
#include "proto/rpc/peer.h"
#include "proto/rpc/status.h"
#include "proto/rpc/tls_server.h"
#include "xunjian/v1/enrolment.grpc.pb.h"

namespace xunjian {

class EnrolmentServer::Impl : public v1::EnrolmentService::CallbackService {
 public:
  Impl(const EnrolmentServerOptions& options, const Clock& clock, EnrolmentHandler& handler)
      : handler_(handler), failures_(clock, options.failures_per_minute) {}

  ~Impl() override {
    if (server_) server_->Stop(std::chrono::seconds(2));
  }

  Result<void> Listen(const EnrolmentServerOptions& options, Logger& logger) {
    auto server =
        TlsServer::Start({.address = options.address,
                          .credentials = ServerCredentials(options.tls, ClientCertificate::kNone),
                          .limits = options.limits,
                          .most_received = limits::kEnrolmentBytes},
                         *this, logger);
    if (server.has_error()) return server.error();
    server_ = *std::move(server);
    return Ok();
  }

  int port() const { return server_->port(); }
  AcceptorFigures figures() const { return server_->figures(); }

 private:
  grpc::ServerUnaryReactor* Enrol(grpc::CallbackServerContext* context,
                                  const v1::EnrolmentRequest* request,
                                  v1::EnrolmentReply* reply) override {
    return workers_.Run(*context, [this, context, request, reply] {
      auto enrolled = Try(*request, AddressOfPeer(context->peer()));
      if (enrolled.has_error()) return ToStatus(enrolled.error());
      ToProto(*enrolled, *reply);
      return grpc::Status::OK;
    });
  }

  Result<EnrolmentReply> Try(const v1::EnrolmentRequest& message, const std::string& address) {
    const std::string host = HostOfAddress(address);
    if (!failures_.MayTry(host)) {
      return MakeError(ErrorCode::kUnavailable,
                       {"too many failed enrolments from {0}; try again in a minute",
                        "来自 {0} 的注册失败次数过多，请一分钟后再试"},
                       host);
    }
    auto request = FromProto(message);
    Result<EnrolmentReply> enrolled = request.has_error() ? Result<EnrolmentReply>(request.error())
                                                          : handler_.Enrol(*request, address);
    if (enrolled.has_error()) failures_.Failed(host);
    return enrolled;
  }

  EnrolmentHandler& handler_;
  FailureLimit failures_;
  CallWorkers workers_{2};
  std::unique_ptr<TlsServer> server_;
};

EnrolmentServer::EnrolmentServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
EnrolmentServer::~EnrolmentServer() = default;

Result<std::unique_ptr<EnrolmentServer>> EnrolmentServer::Start(
    const EnrolmentServerOptions& options, const Clock& clock, EnrolmentHandler& handler,
    Logger& logger) {
  auto impl = std::make_unique<Impl>(options, clock, handler);
  if (const auto listening = impl->Listen(options, logger); listening.has_error()) {
    return listening.error();
  }
  return std::unique_ptr<EnrolmentServer>(new EnrolmentServer(std::move(impl)));
}

int EnrolmentServer::port() const { return impl_->port(); }
AcceptorFigures EnrolmentServer::figures() const { return impl_->figures(); }

}  // namespace xunjian
