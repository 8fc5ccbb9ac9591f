#include "proto/rpc/agent_channel.h"

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/create_channel.h>

#include <boost/asio/post.hpp>
#include <deque>
#include <future>

#include "proto/convert/agent_convert.h"
#include "proto/convert/limits.h"
#include "proto/rpc/credentials.h"
#include "proto/rpc/status.h"
#include "xunjian/v1/agent.grpc.pb.h"

namespace xunjian {

// All state belongs to the executor; the reactions, on gRPC's threads, only post. The hold keeps
// OnDone away until the executor has let go, because reads and writes start there.
class AgentChannel::Stream : public grpc::ClientBidiReactor<v1::AgentMessage, v1::CollectorMessage>,
                             public std::enable_shared_from_this<Stream> {
 public:
  Stream(const AgentChannelOptions& options, boost::asio::any_io_executor executor,
         AgentChannelHandler& handler)
      : options_(options), executor_(std::move(executor)), handler_(&handler) {}

  void Open() {
    channel_ = grpc::CreateCustomChannel(options_.address, ClientCredentials(options_.tls),
                                         ClientArguments(limits::kMessageBytes));
    stub_ = v1::AgentService::NewStub(channel_);
    stub_->async()->Connect(&context_, this);
    AddHold();
    held_ = true;
    StartRead(&received_);
    StartCall();
  }

  bool Send(const AgentMessage& message) {
    if (!open_ || !held_ || queue_.size() >= options_.send_queue) return false;
    ToProto(message, queue_.emplace_back());
    WriteNext();
    return true;
  }

  void Close() {
    if (!channel_) return;
    context_.TryCancel();
    LetGo();
  }

  // Nobody listens any more: returns when gRPC has done with this stream.
  void Abandon() {
    handler_ = nullptr;
    if (!channel_) return;
    Close();
    done_->get_future().wait();
  }

 private:
  template <class Step>
  void Post(Step step) {
    boost::asio::post(executor_, [self = shared_from_this(), step] { step(*self); });
  }

  void OnReadInitialMetadataDone(bool ok) override {
    if (ok) Post([](Stream& stream) { stream.Opened(); });
  }
  void OnReadDone(bool ok) override {
    Post([ok](Stream& stream) { stream.Received(ok); });
  }
  void OnWriteDone(bool ok) override {
    Post([ok](Stream& stream) { stream.Written(ok); });
  }
  void OnDone(const grpc::Status& status) override {
    // Nothing of the stream is touched once done is set, nor owned here: gRPC aborts when the last
    // channel is destroyed on one of its own threads.
    const auto done = done_;
    Post([status](Stream& stream) { stream.Closed(status); });
    done->set_value();
  }

  void Opened() {
    open_ = true;
    if (handler_ != nullptr) handler_->OnOpen();
  }

  void Received(bool ok) {
    if (!ok || handler_ == nullptr) return LetGo();
    auto message = FromProto(received_);
    if (message.has_error()) {
      refused_ = message.error();
      return Close();
    }
    handler_->OnMessage(*std::move(message));
    if (held_) StartRead(&received_);
  }

  void WriteNext() {
    if (writing_ || queue_.empty() || !held_) return;
    writing_ = true;
    StartWrite(&queue_.front());
  }

  void Written(bool ok) {
    writing_ = false;
    queue_.pop_front();
    if (!ok) return LetGo();
    WriteNext();
  }

  void Closed(const grpc::Status& status) {
    open_ = false;
    AgentChannelHandler* handler = std::exchange(handler_, nullptr);
    if (handler == nullptr) return;
    handler->OnClosed(refused_ ? *refused_ : FromStatus(status, options_.address));
  }

  void LetGo() {
    if (!std::exchange(held_, false)) return;
    RemoveHold();
  }

  AgentChannelOptions options_;
  boost::asio::any_io_executor executor_;
  AgentChannelHandler* handler_;  // null once nobody shall hear more
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<v1::AgentService::Stub> stub_;
  grpc::ClientContext context_;
  v1::CollectorMessage received_;
  std::deque<v1::AgentMessage> queue_;  // the front one is being written
  bool open_ = false;
  bool held_ = false;
  bool writing_ = false;
  std::optional<Error> refused_;  // what broke a limit, when that is why it closed
  std::shared_ptr<std::promise<void>> done_ = std::make_shared<std::promise<void>>();
};

AgentChannel::AgentChannel(const AgentChannelOptions& options,
                           boost::asio::any_io_executor executor, AgentChannelHandler& handler)
    : stream_(std::make_shared<Stream>(options, std::move(executor), handler)) {}

AgentChannel::~AgentChannel() { stream_->Abandon(); }

void AgentChannel::Open() { stream_->Open(); }
bool AgentChannel::Send(const AgentMessage& message) { return stream_->Send(message); }
void AgentChannel::Close() { stream_->Close(); }

}  // namespace xunjian
