#include "proto/rpc/agent_stream.h"

#include "proto/convert/agent_convert.h"
#include "proto/rpc/accepted_metadata.h"
#include "proto/rpc/status.h"

namespace xunjian {

AgentStream::AgentStream(AgentPeer peer, const AgentServerOptions& options,
                         grpc::CallbackServerContext& context, AgentStreamEvents& events)
    : peer_(std::move(peer)),
      unhandled_limit_(options.unhandled_messages),
      send_queue_(options.send_queue),
      context_(context),
      events_(events) {}

void AgentStream::Start() {
  events_.Opened(peer_);
  const std::scoped_lock lock(mutex_);
  if (ending_) return;
  context_.AddInitialMetadata(std::string(kAcceptedMetadata), "1");
  StartSendInitialMetadata();
  reading_ = true;
  StartRead(&received_);
}

void AgentStream::Send(const CollectorMessage& message) {
  const std::scoped_lock lock(mutex_);
  if (ending_) return;
  if (queue_.size() >= send_queue_) {
    return EndLocked(ToStatus(
        MakeError(ErrorCode::kUnavailable, {"the agent reads too slowly", "代理端读取过慢"})));
  }
  ToProto(message, queue_.emplace_back());
  if (std::exchange(writing_, true)) return;
  StartWrite(&queue_.front());
}

void AgentStream::Handled() {
  const std::scoped_lock lock(mutex_);
  if (unhandled_ > 0) --unhandled_;
  if (ending_ || reading_) return;
  reading_ = true;
  StartRead(&received_);
}

void AgentStream::End(const grpc::Status& reason) {
  const std::scoped_lock lock(mutex_);
  EndLocked(reason);
}

void AgentStream::OnReadDone(bool ok) {
  // Our agents leave by cancelling: a read that fails otherwise met bytes that are no message.
  if (!ok) {
    return End(ToStatus(
        MakeError(ErrorCode::kInvalidArgument, {"the message cannot be decoded", "消息无法解码"})));
  }
  auto message = FromProto(received_);
  if (message.has_error()) return End(ToStatus(message.error()));
  {
    const std::scoped_lock lock(mutex_);
    ++unhandled_;  // before anybody can handle it
  }
  events_.Received(peer_.stream, *std::move(message));
  const std::scoped_lock lock(mutex_);
  reading_ = !ending_ && unhandled_ < unhandled_limit_;
  if (reading_) StartRead(&received_);
}

void AgentStream::OnWriteDone(bool ok) {
  const std::scoped_lock lock(mutex_);
  writing_ = false;
  if (!ok && !ending_) ending_ = grpc::Status::CANCELLED;
  if (ending_) return FinishLocked();
  queue_.pop_front();
  if (queue_.empty()) return;
  writing_ = true;
  StartWrite(&queue_.front());
}

void AgentStream::OnCancel() { End(grpc::Status::CANCELLED); }

void AgentStream::OnDone() { events_.Closed(peer_.stream); }

void AgentStream::EndLocked(const grpc::Status& reason) {
  if (ending_) return;
  ending_ = reason;
  if (!writing_) return FinishLocked();
  // A write that waits for the peer would keep the stream for ever; one that is behind others has
  // shown that the peer does not read, and would not read the reason either.
  if (queue_.size() > 1) context_.TryCancel();
}

void AgentStream::FinishLocked() {
  if (std::exchange(finished_, true)) return;
  Finish(*ending_);
}

}  // namespace xunjian
