#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/result.h"
#include "proto/columns/batch_reader.h"
#include "proto/words/agent_words.h"

namespace xunjian {

// One agent's stream as the collector sees it: a state machine without I/O, threads or clock. It
// knows the order of the conversation and its limits; it does not know the engine, the host's rows
// or gRPC. One per stream, not thread-safe.
//
//   Hello first, once; then batches of the epochs the hello named, seq rising, and heartbeats.
class IngestSession {
 public:
  // The conversation has begun: the engine registers the epoch, the desk greets the agent.
  struct Opened {
    Hello hello;
  };
  // Results for the engine, in order.
  struct Submit {
    ColumnBatch batch;  // may be empty when there are gaps
    std::vector<ResultGap> gaps;
    std::size_t bytes = 0;  // of the results on the wire
  };
  struct Alive {
    Heartbeat heartbeat;
  };
  // The agent broke the protocol; the stream ends with this.
  struct Refuse {
    Error error;
  };
  using Action = std::variant<Opened, Submit, Alive, Refuse>;

  // `shapes` are shared by all streams and outlive the session.
  explicit IngestSession(ShapePool& shapes) : reader_(shapes) {}

  // What follows from one message. After a Refuse every further message is refused too.
  Action Receive(AgentMessage message);

 private:
  Action Open(Hello hello);
  Action Take(ResultBatch batch);
  Action Fail(Text text);

  BatchReader reader_;
  std::vector<std::uint64_t> epochs_;  // those the hello named; none before it
  bool refused_ = false;
};

}  // namespace xunjian
