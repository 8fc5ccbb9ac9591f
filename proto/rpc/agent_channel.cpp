#include "proto/rpc/agent_channel.h"

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/completion_queue.h>
#include <grpcpp/create_channel.h>
#include <pthread.h>

#include <boost/asio/post.hpp>
#include <cstdint>
#include <deque>
#include <thread>

#include "proto/convert/agent_convert.h"
#include "proto/convert/limits.h"
#include "proto/rpc/accepted_metadata.h"
#include "proto/rpc/credentials.h"
#include "proto/rpc/status.h"
#include "xunjian/v1/agent.grpc.pb.h"

namespace xunjian {

// All state belongs to the executor. The queue of the call has a thread of its own, which only
// posts what came to pass. gRPC's callbacks would share one queue and its threads over the whole
// process, with a life that must not end on one of them: docs/decisions/0005-client-streams.md.
class AgentChannel::Stream : public std::enable_shared_from_this<Stream> {
 public:
  Stream(const AgentChannelOptions& options, boost::asio::any_io_executor executor,
         AgentChannelHandler& handler)
      : options_(options), executor_(std::move(executor)), handler_(&handler) {}

  void Open() {
    stub_ = v1::AgentService::NewStub(grpc::CreateCustomChannel(
        options_.address, ClientCredentials(options_.tls), ClientArguments(limits::kMessageBytes)));
    call_ = stub_->PrepareAsyncConnect(&context_, &completions_);
    call_->StartCall(Begin(Step::kStart));
    thread_ = std::thread([this] { PostCompletions(); });
  }

  bool Send(const AgentMessage& message) {
    if (!open_ || finished_ || queue_.size() >= options_.send_queue) return false;
    ToProto(message, queue_.emplace_back());
    WriteNext();
    return true;
  }

  void Close() { context_.TryCancel(); }

  // Nobody listens any more and nothing is begun any more: returns when gRPC has done with this
  // stream.
  void Abandon() {
    handler_ = nullptr;
    Close();
    completions_.Shutdown();
    if (thread_.joinable()) thread_.join();
  }

 private:
  enum class Step : std::intptr_t { kStart = 1, kMetadata, kRead, kWrite, kFinish };

  // The tag of an operation; its end comes to Ended(), and Closed() after the last.
  void* Begin(Step step) {
    ++under_way_;
    return reinterpret_cast<void*>(static_cast<std::intptr_t>(step));
  }

  void PostCompletions() {
    pthread_setname_np(pthread_self(), "agent-channel");
    void* tag = nullptr;
    bool ok = false;
    while (completions_.Next(&tag, &ok)) {
      const auto step = static_cast<Step>(reinterpret_cast<std::intptr_t>(tag));
      boost::asio::post(executor_,
                        [self = shared_from_this(), step, ok] { self->Ended(step, ok); });
    }
  }

  void Ended(Step step, bool ok) {
    --under_way_;
    if (handler_ == nullptr) return;
    switch (step) {
      case Step::kStart:
        call_->ReadInitialMetadata(Begin(Step::kMetadata));
        break;
      case Step::kMetadata:
        Answered(ok);
        break;
      case Step::kRead:
        if (ok) Received();
        break;
      case Step::kWrite:
        Written(ok);
        break;
      case Step::kFinish:
        finished_ = true;
        break;
    }
    if (finished_ && under_way_ == 0) Closed();
  }

  // A call that fails or is refused has no metadata of the collector's.
  void Answered(bool ok) {
    call_->Finish(&status_, Begin(Step::kFinish));
    if (!ok || !context_.GetServerInitialMetadata().contains(std::string(kAcceptedMetadata)))
      return;
    open_ = true;
    call_->Read(&received_, Begin(Step::kRead));
    handler_->OnOpen();
  }

  void Received() {
    auto message = FromProto(received_);
    if (message.has_error()) {
      refused_ = message.error();
      return Close();
    }
    handler_->OnMessage(*std::move(message));
    if (handler_ != nullptr) call_->Read(&received_, Begin(Step::kRead));
  }

  void WriteNext() {
    if (writing_ || queue_.empty()) return;
    writing_ = true;
    call_->Write(queue_.front(), Begin(Step::kWrite));
  }

  void Written(bool ok) {
    writing_ = false;
    queue_.pop_front();
    if (ok) WriteNext();
  }

  void Closed() {
    AgentChannelHandler* handler = std::exchange(handler_, nullptr);
    if (handler == nullptr) return;
    handler->OnClosed(refused_ ? *refused_ : FromStatus(status_, options_.address));
  }

  AgentChannelOptions options_;
  boost::asio::any_io_executor executor_;
  AgentChannelHandler* handler_;  // null once nobody shall hear more
  grpc::CompletionQueue completions_;
  std::unique_ptr<v1::AgentService::Stub> stub_;
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientAsyncReaderWriter<v1::AgentMessage, v1::CollectorMessage>> call_;
  v1::CollectorMessage received_;
  std::deque<v1::AgentMessage> queue_;  // the front one is being written when writing_
  grpc::Status status_;
  int under_way_ = 0;  // operations of the call
  bool open_ = false;
  bool writing_ = false;
  bool finished_ = false;
  std::optional<Error> refused_;  // what broke a limit, when that is why it closed
  std::thread thread_;
};

AgentChannel::AgentChannel(const AgentChannelOptions& options,
                           boost::asio::any_io_executor executor, AgentChannelHandler& handler)
    : stream_(std::make_shared<Stream>(options, std::move(executor), handler)) {}

AgentChannel::~AgentChannel() { stream_->Abandon(); }

void AgentChannel::Open() { stream_->Open(); }
bool AgentChannel::Send(const AgentMessage& message) { return stream_->Send(message); }
void AgentChannel::Close() { stream_->Close(); }

}  // namespace xunjian
