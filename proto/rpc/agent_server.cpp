#include "proto/rpc/agent_server.h"

#include <boost/asio/post.hpp>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "proto/convert/limits.h"
#include "proto/rpc/agent_stream.h"
#include "proto/rpc/credentials.h"
#include "proto/rpc/peer.h"
#include "proto/rpc/status.h"
#include "proto/rpc/tls_server.h"

namespace xunjian {
namespace {

// The handler as the executor sees it: null once the server is gone.
struct Listener {
  AgentServerHandler* handler = nullptr;
};

using HandlerCall = std::function<void(AgentServerHandler&)>;

}  // namespace

// One thread reads, decrypts and decodes for all agents: the callbacks of gRPC wake one thread
// after another for each message (docs/decisions/0018-who-reads-for-the-agents.md).
class AgentServer::Impl : public AgentStreamEvents {
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
    if (queue_) queue_->Shutdown();
    if (thread_.joinable()) thread_.join();
  }

  Result<void> Listen() {
    auto server = TlsServer::Start(
        {.address = options_.address,
         .credentials = ServerCredentials(options_.tls, ClientCertificate::kRequired),
         .limits = options_.limits,
         .most_received = limits::kMessageBytes,
         .queue = &queue_},
        service_, logger_);
    if (server.has_error()) return server.error();
    server_ = *std::move(server);
    AwaitNext();
    thread_ = std::thread([this] { Serve(); });
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
  // What came together is handed on together: one post, and one thread woken, for a burst.
  void Serve() {
    constexpr std::size_t kBurst = 64;
    const auto now = gpr_time_0(GPR_CLOCK_MONOTONIC);
    const auto whenever = gpr_inf_future(GPR_CLOCK_MONOTONIC);
    void* step = nullptr;
    bool ok = false;
    for (;;) {
      const auto next = queue_->AsyncNext(&step, &ok, burst_.empty() ? whenever : now);
      if (next == grpc::CompletionQueue::SHUTDOWN) break;
      if (next == grpc::CompletionQueue::GOT_EVENT) static_cast<StreamStep*>(step)->Finish(ok);
      if (next == grpc::CompletionQueue::TIMEOUT || burst_.size() >= kBurst) PostBurst();
    }
  }

  void PostBurst() {
    boost::asio::post(executor_, [listener = listener_, calls = std::exchange(burst_, {})] {
      for (const HandlerCall& call : calls) {
        if (listener->handler != nullptr) call(*listener->handler);
      }
    });
  }

  void AwaitNext() {
    std::shared_ptr<AgentStream> stream;
    {
      const std::scoped_lock lock(mutex_);
      stream = std::make_shared<AgentStream>(++last_stream_, options_, *this);
      streams_.emplace(stream->id(), stream);
    }
    stream->Await(service_, *queue_);
  }

  void EndAll() {
    const grpc::Status reason = ToStatus(
        MakeError(ErrorCode::kUnavailable, {"the collector is stopping", "采集器正在停止"}));
    std::map<StreamId, std::shared_ptr<AgentStream>> streams;
    {
      const std::scoped_lock lock(mutex_);
      streams = streams_;
    }
    for (const auto& [id, stream] : streams) {
      if (stream->is_open()) stream->End(reason);
    }
  }

  void Called(AgentStream& stream) override {
    AwaitNext();
    const std::string address = AddressOfPeer(stream.context().peer());
    auto identity = IdentityOfPeer(*stream.context().auth_context(), TlsIdentity::Kind::kAgent);
    if (identity.has_error()) {
      logger_.Warning("agent refused",
                      {{"address", address}, {"why", identity.error().message().en}});
      return stream.Refuse(ToStatus(identity.error()));
    }
    const AgentPeer peer{stream.id(), *std::move(identity), address};
    burst_.push_back([peer](AgentServerHandler& handler) { handler.OnOpen(peer); });
    PostBurst();  // who is let in was announced before
    stream.Open();
  }

  void Received(StreamId stream, AgentMessage message) override {
    // std::function copies; the message must not be.
    burst_.push_back(
        [stream, shared = std::make_shared<AgentMessage>(std::move(message))](
            AgentServerHandler& handler) { handler.OnMessage(stream, std::move(*shared)); });
  }

  void Ended(AgentStream& stream) override {
    const StreamId id = stream.id();
    if (stream.is_open()) {
      burst_.push_back([id](AgentServerHandler& handler) { handler.OnClosed(id); });
    }
    std::shared_ptr<AgentStream> ended;  // destroyed after the lock is gone
    const std::scoped_lock lock(mutex_);
    if (const auto found = streams_.find(id); found != streams_.end()) {
      ended = std::move(found->second);
      streams_.erase(found);
    }
  }

  const AgentServerOptions options_;
  boost::asio::any_io_executor executor_;
  std::shared_ptr<Listener> listener_;
  Logger& logger_;
  v1::AgentService::AsyncService service_;
  std::unique_ptr<grpc::ServerCompletionQueue> queue_;
  std::vector<HandlerCall> burst_;  // the thread's own
  std::mutex mutex_;
  StreamId last_stream_ = 0;
  std::map<StreamId, std::shared_ptr<AgentStream>> streams_;
  std::unique_ptr<TlsServer> server_;
  std::thread thread_;
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
