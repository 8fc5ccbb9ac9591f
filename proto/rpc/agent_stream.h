#pragma once

#include <grpcpp/completion_queue.h>
#include <grpcpp/server_context.h>
#include <grpcpp/support/async_stream.h>

#include <atomic>
#include <deque>
#include <mutex>
#include <optional>

#include "proto/rpc/agent_server.h"
#include "xunjian/v1/agent.grpc.pb.h"

namespace xunjian {

class AgentStream;

// Where a stream reports, on the thread of the completion queue, in order.
class AgentStreamEvents {
 public:
  virtual ~AgentStreamEvents() = default;
  virtual void Called(AgentStream& stream) = 0;  // an agent is on the line: Open or Refuse it
  virtual void Received(StreamId stream, AgentMessage message) = 0;
  virtual void Ended(AgentStream& stream) = 0;  // the last one; it may be destroyed in it
};

// One operation under way; what the completion queue gives back when it has ended.
class StreamStep {
 public:
  using Then = void (AgentStream::*)(bool ok);
  StreamStep(AgentStream& stream, Then then) : stream_(stream), then_(then) {}
  void Finish(bool ok);

 private:
  AgentStream& stream_;
  Then then_;
};

// One agent's stream: one read and one write in flight, a credit for reading, a bounded queue for
// writing. Send, Handled and End are thread-safe; the rest belongs to the thread of its completion
// queue. It lives until Ended.
class AgentStream {
 public:
  AgentStream(StreamId id, const AgentServerOptions& options, AgentStreamEvents& events);

  // Waits for an agent to call.
  void Await(v1::AgentService::AsyncService& service, grpc::ServerCompletionQueue& queue);
  const grpc::ServerContext& context() const { return context_; }
  StreamId id() const { return id_; }
  bool is_open() const { return open_; }

  void Open();
  void Refuse(const grpc::Status& reason) { End(reason); }

  void Send(const CollectorMessage& message);
  void Handled();
  void End(const grpc::Status& reason);

 private:
  friend class StreamStep;
  void OnCalled(bool ok);
  void OnRead(bool ok);
  void OnWritten(bool ok);
  void OnDone(bool ok);
  void OnSent(bool) {}  // nothing follows from it

  void Take();  // what was read
  StreamStep* BeginLocked(StreamStep& step);
  void ReadLocked();
  void EndLocked(const grpc::Status& reason);
  void FinishLocked();

  const StreamId id_;
  const std::size_t unhandled_limit_;
  const std::size_t send_queue_;
  AgentStreamEvents& events_;
  grpc::ServerContext context_;
  grpc::ServerAsyncReaderWriter<v1::CollectorMessage, v1::AgentMessage> io_{&context_};
  v1::AgentMessage received_;  // touched by the one read in flight
  std::atomic<bool> open_ = false;

  StreamStep called_{*this, &AgentStream::OnCalled};
  StreamStep greeted_{*this, &AgentStream::OnSent};
  StreamStep read_{*this, &AgentStream::OnRead};
  StreamStep written_{*this, &AgentStream::OnWritten};
  StreamStep finishing_{*this, &AgentStream::OnSent};
  StreamStep done_{*this, &AgentStream::OnDone};

  std::mutex mutex_;
  int under_way_ = 0;  // operations
  std::size_t unhandled_ = 0;
  bool reading_ = false;
  std::deque<v1::CollectorMessage> queue_;  // the front one is being written when writing_
  bool writing_ = false;
  std::optional<grpc::Status> ending_;
  bool finished_ = false;
};

}  // namespace xunjian
