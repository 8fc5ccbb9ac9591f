#pragma once

#include <array>
#include <boost/asio/local/stream_protocol.hpp>
#include <deque>
#include <functional>
#include <memory>
#include <string>

#include "agent/link/frame.h"

namespace xunjian {

// One connected unix socket that carries frames both ways. Keeps itself alive while it reads;
// Close() or the peer ends that. Callbacks run on the socket's executor; none comes after Close().
class FrameChannel : public std::enable_shared_from_this<FrameChannel> {
 public:
  using Socket = boost::asio::local::stream_protocol::socket;
  using OnPayload = std::function<void(std::string)>;
  using OnEnd =
      std::function<void()>;  // once: the peer is gone, or broke the rules, or fell behind

  // A peer that lets this much pile up unread is cut off.
  static constexpr std::size_t kQueueLimit = 4 * kFrameLimit;

  explicit FrameChannel(Socket socket) : socket_(std::move(socket)) {}

  void Start(OnPayload on_payload, OnEnd on_end);
  // False: the payload is beyond the frame limit and was not sent.
  bool Send(std::string_view payload);
  void Close();
  bool open() const { return open_; }

 private:
  void Read();
  void Deliver(std::size_t size);
  void Write();
  void End();

  Socket socket_;
  FrameReader reader_;
  std::array<char, 16384> chunk_{};
  std::deque<std::string> queue_;
  std::size_t queued_bytes_ = 0;
  bool open_ = true;
  OnPayload on_payload_;
  OnEnd on_end_;
};

}  // namespace xunjian
