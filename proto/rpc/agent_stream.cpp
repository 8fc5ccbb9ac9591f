#include "proto/rpc/agent_stream.h"

#include "proto/convert/agent_convert.h"
#include "proto/rpc/accepted_metadata.h"
#include "proto/rpc/status.h"

namespace xunjian {

void StreamStep::Finish(bool ok) {
  AgentStream& stream = stream_;
  (stream.*then_)(ok);
  {
    const std::scoped_lock lock(stream.mutex_);
    if (--stream.under_way_ > 0) return;
  }
  stream.events_.Ended(stream);
}

AgentStream::AgentStream(StreamId id, const AgentServerOptions& options, AgentStreamEvents& events)
    : id_(id),
      unhandled_limit_(options.unhandled_messages),
      send_queue_(options.send_queue),
      events_(events) {}

void AgentStream::Await(v1::AgentService::AsyncService& service,
                        grpc::ServerCompletionQueue& queue) {
  under_way_ = 2;
  context_.AsyncNotifyWhenDone(&done_);
  service.RequestConnect(&context_, &io_, &queue, &queue, &called_);
}

// Nobody came: the server stops, and of a call that never was no end is told either.
void AgentStream::OnCalled(bool ok) {
  if (ok) return events_.Called(*this);
  const std::scoped_lock lock(mutex_);
  --under_way_;
}

void AgentStream::Open() {
  open_ = true;
  const std::scoped_lock lock(mutex_);
  if (ending_) return;
  context_.AddInitialMetadata(std::string(kAcceptedMetadata), "1");
  io_.SendInitialMetadata(BeginLocked(greeted_));
  ReadLocked();
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
  io_.Write(queue_.front(), BeginLocked(written_));
}

void AgentStream::Handled() {
  const std::scoped_lock lock(mutex_);
  if (unhandled_ > 0) --unhandled_;
  if (!ending_ && !reading_) ReadLocked();
}

void AgentStream::End(const grpc::Status& reason) {
  const std::scoped_lock lock(mutex_);
  EndLocked(reason);
}

void AgentStream::OnRead(bool ok) {
  // Our agents leave by cancelling: a read that fails otherwise met bytes that are no message.
  if (!ok) {
    return End(ToStatus(
        MakeError(ErrorCode::kInvalidArgument, {"the message cannot be decoded", "消息无法解码"})));
  }
  Take();
  const std::scoped_lock lock(mutex_);
  reading_ = false;
  if (!ending_ && unhandled_ < unhandled_limit_) ReadLocked();
}

void AgentStream::Take() {
  auto message = FromProto(received_);
  if (message.has_error()) return End(ToStatus(message.error()));
  {
    const std::scoped_lock lock(mutex_);
    ++unhandled_;  // before anybody can handle it
  }
  events_.Received(id_, *std::move(message));
}

void AgentStream::OnWritten(bool ok) {
  const std::scoped_lock lock(mutex_);
  writing_ = false;
  if (!ok && !ending_) ending_ = grpc::Status::CANCELLED;
  if (ending_) return FinishLocked();
  queue_.pop_front();
  if (queue_.empty()) return;
  writing_ = true;
  io_.Write(queue_.front(), BeginLocked(written_));
}

void AgentStream::OnDone(bool) { End(grpc::Status::CANCELLED); }

StreamStep* AgentStream::BeginLocked(StreamStep& step) {
  ++under_way_;
  return &step;
}

void AgentStream::ReadLocked() {
  reading_ = true;
  io_.Read(&received_, BeginLocked(read_));
}

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
  io_.Finish(*ending_, BeginLocked(finishing_));
}

}  // namespace xunjian
