#include "proto/rpc/agent_server.h"

#include <boost/asio/post.hpp>
#include <map>
#include <mutex>

#include "proto/convert/limits.h"
#include "proto/rpc/agent_stream.h"
#include "proto/rpc/credentials.h"
#include "proto/rpc/peer.h"
#include "proto/rpc/status.h"
#include "proto/rpc/tls_server.h"
#include "xunjian/v1/agent.grpc.pb.h"

namespace xunjian {
namespace {

using Reactor = grpc::ServerBidiReactor<v1::AgentMessage, v1::CollectorMessage>;

class RefusedStream final : public Reactor {
 public:
  explicit RefusedStream(const grpc::Status& reason) { Finish(reason); }
  void OnDone() override { delete this; }
};

// The handler as the executor sees it: null once the server is gone.
struct Listener {
  AgentServerHandler* handler = nullptr;
};

}  // namespace

class AgentServer::Impl : public AgentStreamEvents, public v1::AgentService::CallbackService {
 public:
  Impl(const AgentServerOptions& options, boost::asio::any_io_executor executor,
       AgentServerHandler& handler, Logger& logger)
      : options_(options),
        executor_(std::move(executor)),
        listener_(std::make_shared<Listener>(Listener{&handler})),
        logger_(logger) {}

  ~Impl() override {
    listener_->handler = nullptr;
    EndAll();
    constexpr auto kToSayWhy = std::chrono::seconds(1);
    if (server_) server_->Stop(kToSayWhy);
  }

  Result<void> Listen() {
    auto server = TlsServer::Start(
        {.address = options_.address,
         .credentials = ServerCredentials(options_.tls, ClientCertificate::kRequired),
         .limits = options_.limits,
         .most_received = limits::kMessageBytes},
        *this, logger_);
    if (server.has_error()) return server.error();
    server_ = *std::move(server);
    return Ok();
  }

  int port() const { return server_->port(); }
  AcceptorFigures figures() const { return server_->figures(); }

  std::shared_ptr<AgentStream> Find(StreamId stream) {
    const std::scoped_lock lock(mutex_);
    const auto found = streams_.find(stream);
    return found == streams_.end() ? nullptr : found->second;
  }

 private:
  Reactor* Connect(grpc::CallbackServerContext* context) override {
    auto identity = IdentityOfPeer(*context->auth_context(), TlsIdentity::Kind::kAgent);
    if (identity.has_error()) {
      logger_.Warning("agent refused", {{"address", AddressOfPeer(context->peer())},
                                        {"why", identity.error().message().en}});
      return new RefusedStream(ToStatus(identity.error()));
    }
    return Accept(*context, *std::move(identity)).get();
  }

  std::shared_ptr<AgentStream> Accept(grpc::CallbackServerContext& context, TlsIdentity identity) {
    std::shared_ptr<AgentStream> stream;
    {
      const std::scoped_lock lock(mutex_);
      AgentPeer peer{.stream = ++last_stream_,
                     .identity = std::move(identity),
                     .remote_address = AddressOfPeer(context.peer())};
      const StreamId id = peer.stream;
      stream = std::make_shared<AgentStream>(std::move(peer), options_, context, *this);
      streams_.emplace(id, stream);
    }
    stream->Start();
    return stream;
  }

  void EndAll() {
    const grpc::Status reason = ToStatus(
        MakeError(ErrorCode::kUnavailable, {"the collector is stopping", "采集器正在停止"}));
    std::map<StreamId, std::shared_ptr<AgentStream>> streams;
    {
      const std::scoped_lock lock(mutex_);
      streams = streams_;
    }
    for (const auto& [id, stream] : streams) stream->End(reason);
  }

  template <class Step>
  void Post(Step step) {
    boost::asio::post(executor_, [listener = listener_, step = std::move(step)]() mutable {
      if (listener->handler != nullptr) step(*listener->handler);
    });
  }

  void Opened(const AgentPeer& peer) override {
    Post([peer](AgentServerHandler& handler) { handler.OnOpen(peer); });
  }

  void Received(StreamId stream, AgentMessage message) override {
    Post([stream, message = std::move(message)](AgentServerHandler& handler) mutable {
      handler.OnMessage(stream, std::move(message));
    });
  }

  void Closed(StreamId stream) override {
    Post([stream](AgentServerHandler& handler) { handler.OnClosed(stream); });
    std::shared_ptr<AgentStream> ended;  // destroyed after the lock is gone
    const std::scoped_lock lock(mutex_);
    if (const auto found = streams_.find(stream); found != streams_.end()) {
      ended = std::move(found->second);
      streams_.erase(found);
    }
  }

  const AgentServerOptions options_;
  boost::asio::any_io_executor executor_;
  std::shared_ptr<Listener> listener_;
  Logger& logger_;
  std::mutex mutex_;
  StreamId last_stream_ = 0;
  std::map<StreamId, std::shared_ptr<AgentStream>> streams_;
  std::unique_ptr<TlsServer> server_;
};

AgentServer::AgentServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
AgentServer::~AgentServer() = default;

Result<std::unique_ptr<AgentServer>> AgentServer::Start(const AgentServerOptions& options,
                                                        boost::asio::any_io_executor executor,
                                                        AgentServerHandler& handler,
                                                        Logger& logger) {
  auto impl = std::make_unique<Impl>(options, std::move(executor), handler, logger);
  if (const auto listening = impl->Listen(); listening.has_error()) return listening.error();
  return std::unique_ptr<AgentServer>(new AgentServer(std::move(impl)));
}

int AgentServer::port() const { return impl_->port(); }
AcceptorFigures AgentServer::figures() const { return impl_->figures(); }

void AgentServer::Send(StreamId stream, const CollectorMessage& message) {
  if (const auto found = impl_->Find(stream)) found->Send(message);
}

void AgentServer::Handled(StreamId stream) {
  if (const auto found = impl_->Find(stream)) found->Handled();
}

void AgentServer::CloseStream(StreamId stream, const Error& reason) {
  if (const auto found = impl_->Find(stream)) found->End(ToStatus(reason));
}

}  // namespace xunjian
