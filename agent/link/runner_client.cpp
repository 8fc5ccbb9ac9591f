#include "agent/link/runner_client.h"

#include <algorithm>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/steady_timer.hpp>
#include <map>
#include <utility>

#include "agent/link/frame_channel.h"
#include "agent/link/lost_run.h"
#include "agent/link/unix_socket.h"
#include "proto/convert/agent_codec.h"

namespace xunjian {

class RunnerClient::Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(boost::asio::io_context& io, std::string path, RunnerClientOptions options,
             OnReply on_reply, const Clock& clock, Logger& logger)
      : path_(std::move(path)),
        options_(options),
        on_reply_(std::move(on_reply)),
        clock_(clock),
        logger_(logger),
        socket_(io),
        retry_timer_(io),
        patience_timer_(io),
        retry_(options.first_retry) {}

  void Start() { Connect(); }

  void Stop() {
    stopped_ = true;
    retry_timer_.cancel();
    patience_timer_.cancel();
    boost::system::error_code ignored;
    socket_.close(ignored);
    if (channel_) channel_->Close();
  }

  void Run(RunRequest request) {
    Waiting waiting{std::move(request), clock_.Steady() + options_.patience, false};
    const std::uint64_t run_id = waiting.request.run_id;
    const auto [placed, fresh] = waiting_.insert_or_assign(run_id, std::move(waiting));
    if (connected()) Send(placed->second);
    if (!watching_) WatchPatience();
  }

  bool connected() const { return channel_ && channel_->open(); }
  std::uint64_t losses() const { return losses_; }

 private:
  struct Waiting {
    RunRequest request;
    SteadyTime give_up;
    bool sent = false;
  };

  // A weak hold: what is under way never keeps a stopped client alive.
  template <class Member>
  auto Later(Member member) {
    return [weak = weak_from_this(), member](boost::system::error_code error) {
      const auto self = weak.lock();
      if (self && !self->stopped_) ((*self).*member)(error);
    };
  }

  void Connect() {
    const auto address = SocketAddress(path_);
    if (!address) return;  // it was checked with the configuration; runs come back as lost
    socket_.async_connect(*address, Later(&Connection::OnConnect));
  }

  void OnConnect(boost::system::error_code error) {
    if (error) return RetryLater();
    retry_ = options_.first_retry;
    channel_ = std::make_shared<FrameChannel>(std::move(socket_));
    const std::weak_ptr<Connection> weak = weak_from_this();
    channel_->Start(
        [weak](std::string payload) {
          if (const auto self = weak.lock()) self->Take(payload);
        },
        [weak] {
          if (const auto self = weak.lock()) self->Lost();
        });
    logger_.Info("runner connected");
    for (auto& [run_id, waiting] : waiting_) Send(waiting);
  }

  void RetryLater() {
    boost::system::error_code ignored;
    socket_.close(ignored);
    retry_timer_.expires_after(retry_);
    retry_ = std::min(retry_ * 2, options_.last_retry);
    retry_timer_.async_wait(Later(&Connection::OnRetry));
  }

  void OnRetry(boost::system::error_code error) {
    if (!error) Connect();
  }

  void Send(Waiting& waiting) {
    waiting.sent = true;
    waiting.give_up = clock_.Steady() + waiting.request.assignment.timeout + options_.answer_slack;
    // A request beyond the frame limit is never answered and comes back as lost.
    channel_->Send(EncodeRunRequest(waiting.request));
  }

  void Take(const std::string& payload) {
    Result<RunReply> reply = DecodeRunReply(payload);
    if (!reply) {
      logger_.Error("runner sent what is no reply",
                    {{"why", reply.error().In(Language::kEnglish)}});
      channel_->Close();
      return Lost();
    }
    if (waiting_.erase(reply->run_id) == 0) return;  // it was given up before
    on_reply_(*std::move(reply));
  }

  void Lost() {
    ++losses_;
    std::vector<RunRequest> lost;
    std::erase_if(waiting_, [&](auto& entry) {
      if (!entry.second.sent) return false;
      lost.push_back(std::move(entry.second.request));
      return true;
    });
    logger_.Warning("runner lost", {{"runs", lost.size()}});
    RetryLater();
    for (const RunRequest& request : lost) GiveUp(request);
  }

  // Runs only while something is waited for: an idle agent shall not wake up.
  void WatchPatience() {
    watching_ = !waiting_.empty();
    if (!watching_) return;
    patience_timer_.expires_after(std::chrono::milliseconds(200));
    patience_timer_.async_wait(Later(&Connection::OnPatience));
  }

  void OnPatience(boost::system::error_code error) {
    if (error) return;
    const SteadyTime now = clock_.Steady();
    std::vector<RunRequest> lost;
    std::erase_if(waiting_, [&](auto& entry) {
      if (entry.second.give_up > now) return false;
      lost.push_back(std::move(entry.second.request));
      return true;
    });
    WatchPatience();
    for (const RunRequest& request : lost) GiveUp(request);
  }

  void GiveUp(const RunRequest& request) { on_reply_(LostRun(request, clock_.Now())); }

  std::string path_;
  RunnerClientOptions options_;
  OnReply on_reply_;
  const Clock& clock_;
  Logger& logger_;
  FrameChannel::Socket socket_;
  boost::asio::steady_timer retry_timer_;
  boost::asio::steady_timer patience_timer_;
  Duration retry_;
  bool stopped_ = false;
  bool watching_ = false;
  std::uint64_t losses_ = 0;
  std::shared_ptr<FrameChannel> channel_;
  std::map<std::uint64_t, Waiting> waiting_;
};

RunnerClient::RunnerClient(boost::asio::io_context& io, std::string path,
                           RunnerClientOptions options, OnReply on_reply, const Clock& clock,
                           Logger& logger)
    : connection_(std::make_shared<Connection>(io, std::move(path), options, std::move(on_reply),
                                               clock, logger)) {
  connection_->Start();
}

RunnerClient::~RunnerClient() { connection_->Stop(); }

void RunnerClient::Run(RunRequest request) { connection_->Run(std::move(request)); }

bool RunnerClient::connected() const { return connection_->connected(); }
std::uint64_t RunnerClient::losses() const { return connection_->losses(); }

}  // namespace xunjian
