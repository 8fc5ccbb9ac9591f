#include "agent/link/runner_server.h"

#include <unistd.h>

#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <utility>

#include "agent/link/frame_channel.h"
#include "agent/link/unix_socket.h"
#include "checks/api/reasons.h"
#include "proto/convert/agent_codec.h"

namespace xunjian {
namespace {

using boost::asio::local::stream_protocol;

// What stands in for a reply beyond the frame limit: a bug of a check, said instead of hidden.
RunReply TooLarge(const RunReply& reply) {
  const NotRead not_read{Outcome::kUnknown, std::string(reason::kTooLarge), {}};
  RunReply said{reply.run_id, ResultOf(reply.result.check, not_read, reply.result.observed_at,
                                       reply.result.duration)};
  said.result.assignment = reply.result.assignment;
  return said;
}

void SendReply(FrameChannel& client, const RunReply& reply) {
  if (!client.Send(EncodeRunReply(reply))) client.Send(EncodeRunReply(TooLarge(reply)));
}

}  // namespace

class RunnerServer::Listener : public std::enable_shared_from_this<Listener> {
 public:
  Listener(boost::asio::io_context& io, std::string path, PeerRule rule, OnRequest on_request,
           Logger& logger)
      : io_(io),
        acceptor_(io),
        accept_timer_(io),
        path_(std::move(path)),
        rule_(std::move(rule)),
        on_request_(std::move(on_request)),
        logger_(logger) {}

  Result<void> Listen() {
    Result<stream_protocol::acceptor> acceptor = ListenOnPath(io_, path_);
    if (!acceptor) return acceptor.error();
    acceptor_ = *std::move(acceptor);
    bound_ = true;
    Accept();
    return Ok();
  }

  void Close() {
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    if (client_) client_->Close();
    client_.reset();
    if (bound_) unlink(path_.c_str());
    bound_ = false;
  }

 private:
  void Accept() {
    acceptor_.async_accept(
        [weak = weak_from_this()](boost::system::error_code error, stream_protocol::socket socket) {
          const std::shared_ptr<Listener> self = weak.lock();
          if (!self || !self->acceptor_.is_open()) return;
          if (!error) self->Admit(std::move(socket));
          self->Accept();
        });
  }

  void Admit(stream_protocol::socket socket) {
    const Result<PeerCredentials> peer = ReadPeerCredentials(socket.native_handle());
    if (!peer || !IsAllowed(*peer, rule_, geteuid())) {
      logger_.Warning("runner turned a peer away: not allowed",
                      {{"uid", peer ? static_cast<std::int64_t>(peer->user) : -1}});
      return;
    }
    if (client_ && client_->open()) {
      logger_.Warning("runner turned a peer away: another client is connected",
                      {{"pid", peer->process}});
      return;
    }
    Serve(std::make_shared<FrameChannel>(std::move(socket)));
    logger_.Info("agent connected to the runner", {{"pid", peer->process}});
  }

  void Serve(const std::shared_ptr<FrameChannel>& channel) {
    client_ = channel;
    const std::weak_ptr<Listener> weak = weak_from_this();
    channel->Start(
        [weak, channel = channel.get()](std::string payload) {
          if (const auto self = weak.lock()) self->Take(payload, channel->shared_from_this());
        },
        [weak] {
          if (const auto self = weak.lock()) self->logger_.Info("agent left the runner");
        });
  }

  void Take(const std::string& payload, const std::shared_ptr<FrameChannel>& channel) {
    Result<RunRequest> request = DecodeRunRequest(payload);
    if (!request) {
      logger_.Error("runner cut its client off: bad request",
                    {{"why", request.error().In(Language::kEnglish)}});
      channel->Close();
      return;
    }
    on_request_(*std::move(request),
                [weak = std::weak_ptr(channel), executor = io_.get_executor()](RunReply reply) {
                  boost::asio::post(executor, [weak, reply = std::move(reply)] {
                    const auto client = weak.lock();
                    if (client) SendReply(*client, reply);
                  });
                });
  }

  boost::asio::io_context& io_;
  stream_protocol::acceptor acceptor_;
  boost::asio::steady_timer accept_timer_;
  std::string path_;
  PeerRule rule_;
  OnRequest on_request_;
  Logger& logger_;
  std::shared_ptr<FrameChannel> client_;
  bool bound_ = false;
};

Result<std::unique_ptr<RunnerServer>> RunnerServer::Listen(boost::asio::io_context& io,
                                                           const std::string& path, PeerRule rule,
                                                           OnRequest on_request, Logger& logger) {
  auto listener =
      std::make_shared<Listener>(io, path, std::move(rule), std::move(on_request), logger);
  if (Result<void> listening = listener->Listen(); !listening) return listening.error();
  return std::unique_ptr<RunnerServer>(new RunnerServer(std::move(listener)));
}

RunnerServer::RunnerServer(std::shared_ptr<Listener> listener) : listener_(std::move(listener)) {}

RunnerServer::~RunnerServer() { listener_->Close(); }

}  // namespace xunjian
