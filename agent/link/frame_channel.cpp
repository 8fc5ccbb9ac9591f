#include "agent/link/frame_channel.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <utility>

namespace xunjian {

void FrameChannel::Start(OnPayload on_payload, OnEnd on_end) {
  on_payload_ = std::move(on_payload);
  on_end_ = std::move(on_end);
  Read();
}

void FrameChannel::Read() {
  socket_.async_read_some(
      boost::asio::buffer(chunk_),
      [self = shared_from_this()](boost::system::error_code error, std::size_t size) {
        if (!self->open_) return;
        if (error) return self->End();
        self->Deliver(size);
      });
}

void FrameChannel::Deliver(std::size_t size) {
  reader_.Feed({chunk_.data(), size});
  while (open_) {
    Result<std::optional<std::string>> payload = reader_.Next();
    if (!payload) return End();
    if (!*payload) return Read();
    on_payload_(**std::move(payload));
  }
}

bool FrameChannel::Send(std::string_view payload) {
  if (!open_) return true;  // as if sent just before the end
  Result<std::string> frame = EncodeFrame(payload);
  if (!frame) return false;
  if (queued_bytes_ + frame->size() > kQueueLimit) {
    End();
    return true;
  }
  queued_bytes_ += frame->size();
  queue_.push_back(*std::move(frame));
  if (queue_.size() == 1) Write();
  return true;
}

void FrameChannel::Write() {
  boost::asio::async_write(
      socket_, boost::asio::buffer(queue_.front()),
      [self = shared_from_this()](boost::system::error_code error, std::size_t) {
        if (!self->open_) return;
        if (error) return self->End();
        self->queued_bytes_ -= self->queue_.front().size();
        self->queue_.pop_front();
        if (!self->queue_.empty()) self->Write();
      });
}

void FrameChannel::End() {
  if (!open_) return;
  const OnEnd on_end = std::exchange(on_end_, nullptr);
  Close();
  if (on_end) on_end();
}

void FrameChannel::Close() {
  if (!open_) return;
  open_ = false;
  boost::system::error_code ignored;  // it is gone either way
  socket_.close(ignored);
}

}  // namespace xunjian
