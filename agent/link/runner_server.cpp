#include "agent/link/runner_server.h"

#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <cerrno>
#include <utility>

#include "agent/link/frame_channel.h"
#include "agent/link/socket_address.h"
#include "checks/api/reasons.h"
#include "proto/convert/agent_codec.h"

namespace xunjian {
namespace {

using boost::asio::local::stream_protocol;

constexpr mode_t kSocketMode = 0660;

Error SocketError(const std::string& path, const boost::system::error_code& error) {
  return ErrnoError(error.value(), Format({"cannot listen on {}", "无法监听 {}"}, path));
}

// A socket file outlives its process; only one that still answers may stop us.
Result<void> RemoveDeadSocket(boost::asio::io_context& io, const std::string& path,
                              const stream_protocol::endpoint& address) {
  struct stat status {};
  if (lstat(path.c_str(), &status) != 0) return Ok();
  if (!S_ISSOCK(status.st_mode)) {
    return MakeError(ErrorCode::kConflict, {"{} exists and is no socket", "{} 已存在且不是套接字"},
                     path);
  }
  stream_protocol::socket probe(io);
  boost::system::error_code error;
  probe.connect(address, error);
  if (!error) {
    return MakeError(ErrorCode::kConflict,
                     {"another runner answers on {}", "{} 上已有另一个执行器在应答"}, path);
  }
  if (unlink(path.c_str()) != 0 && errno != ENOENT) {
    return ErrnoError(errno, Format({"cannot remove {}", "无法删除 {}"}, path));
  }
  return Ok();
}

}  // namespace

class RunnerServer::Listener : public std::enable_shared_from_this<Listener> {
 public:
  Listener(boost::asio::io_context& io, std::string path, PeerRule rule, OnRequest on_request,
           Logger& logger)
      : io_(io),
        acceptor_(io),
        path_(std::move(path)),
        rule_(std::move(rule)),
        on_request_(std::move(on_request)),
        logger_(logger) {}

  Result<void> Listen() {
    Result<stream_protocol::endpoint> address = SocketAddress(path_);
    if (!address) return address.error();
    if (Result<void> removed = RemoveDeadSocket(io_, path_, *address); !removed) return removed;
    boost::system::error_code error;
    acceptor_.open(address->protocol(), error);
    if (!error) acceptor_.bind(*address, error);
    if (error) return SocketError(path_, error);
    if (chmod(path_.c_str(), kSocketMode) != 0) {
      return ErrnoError(errno, Format({"cannot protect {}", "无法设置 {} 的权限"}, path_));
    }
    acceptor_.listen(boost::asio::socket_base::max_listen_connections, error);
    if (error) return SocketError(path_, error);
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

  static void SendReply(FrameChannel& client, const RunReply& reply) {
    if (client.Send(EncodeRunReply(reply))) return;
    // Beyond any limit of ours: a bug of a check, said instead of hidden.
    RunReply short_reply = reply;
    short_reply.result =
        ResultOf(reply.result.check,
                 NotRead{Outcome::kUnknown,
                         std::string(reason::kUnparsable),
                         {{"source", "result"}, {"detail", "larger than the runner's limit"}}},
                 reply.result.observed_at, reply.result.duration);
    short_reply.result.assignment = reply.result.assignment;
    client.Send(EncodeRunReply(short_reply));
  }

  boost::asio::io_context& io_;
  stream_protocol::acceptor acceptor_;
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
