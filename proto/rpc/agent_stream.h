#pragma once

#include <grpcpp/server_context.h>
#include <grpcpp/support/server_callback.h>

#include <deque>
#include <mutex>
#include <optional>

#include "proto/rpc/agent_server.h"
#include "xunjian/v1/agent.pb.h"

namespace xunjian {

// Where a stream reports, in order; each call only posts. Outlives the streams.
class AgentStreamEvents {
 public:
  virtual ~AgentStreamEvents() = default;
  virtual void Opened(const AgentPeer& peer) = 0;
  virtual void Received(StreamId stream, AgentMessage message) = 0;
  virtual void Closed(StreamId stream) = 0;  // the last one; the stream may be destroyed in it
};

// One agent's stream: one read and one write in flight, a credit for reading, a bounded queue for
// writing. Thread-safe. It ends by itself, whatever the executor of the handlers does.
class AgentStream final : public grpc::ServerBidiReactor<v1::AgentMessage, v1::CollectorMessage> {
 public:
  AgentStream(AgentPeer peer, const AgentServerOptions& options,
              grpc::CallbackServerContext& context, AgentStreamEvents& events);

  void Start();
  void Send(const CollectorMessage& message);
  void Handled();
  void End(const grpc::Status& reason);

 private:
  void OnReadDone(bool ok) override;
  void OnWriteDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override;

  void EndLocked(const grpc::Status& reason);
  void FinishLocked();

  const AgentPeer peer_;
  const std::size_t unhandled_limit_;
  const std::size_t send_queue_;
  grpc::CallbackServerContext& context_;
  AgentStreamEvents& events_;
  v1::AgentMessage received_;  // touched by the one read in flight

  std::mutex mutex_;
  std::size_t unhandled_ = 0;
  bool reading_ = false;
  std::deque<v1::CollectorMessage> queue_;  // the front one is being written when writing_
  bool writing_ = false;
  std::optional<grpc::Status> ending_;
  bool finished_ = false;
};

}  // namespace xunjian
