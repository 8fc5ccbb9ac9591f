#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "agent/uplink/backoff.h"
#include "base/time.h"
#include "proto/words/agent_words.h"

namespace xunjian {

struct UplinkOptions {
  std::size_t batch_results = 1000;
  std::size_t batch_bytes = 512 << 10;
  std::size_t window = 4;                                 // batches without an ack
  Duration welcome_limit = std::chrono::seconds(10);      // for the answer to Hello
  Duration ack_limit = std::chrono::seconds(60);          // for the oldest batch; then reconnect
  Duration connect_limit = std::chrono::seconds(20);
};

// What the shell shall do, in order.
namespace uplink {
struct Connect {};
struct SendHello {};                  // the shell knows versions, epoch and ranges
struct SendHeartbeat {};              // and the counters
struct ReadSpool {                    // answer with SpoolRead(); one reading is under way at most
  std::uint64_t from_seq = 1;
  std::size_t max_records = 0;
  std::size_t max_bytes = 0;
};
struct SendBatch { ResultBatch batch; };
struct AcknowledgeSpool { SeqRange range; };
struct LogRejected { SeqRange range; std::string reason; };
struct AdoptAssignments { AssignmentSet set; };  // save, then schedule
struct RunAssignments { std::vector<std::string> ids; };
struct Disconnect { std::string reason; };       // answer with Disconnected()
}  // namespace uplink

using UplinkAction =
    std::variant<uplink::Connect, uplink::SendHello, uplink::SendHeartbeat, uplink::ReadSpool,
                 uplink::SendBatch, uplink::AcknowledgeSpool, uplink::LogRejected,
                 uplink::AdoptAssignments, uplink::RunAssignments, uplink::Disconnect>;
using UplinkActions = std::vector<UplinkAction>;

// The agent's side of a session with the collector as a state machine without I/O: every event gives
// the actions that follow from it. Hello first, batches after the welcome, at most `window` of them
// in flight; what is not acknowledged when the connection ends is read from the spool again. Steady
// time only. Pure; not thread-safe.
class UplinkSession {
 public:
  enum class State { kIdle, kConnecting, kGreeting, kOpen, kClosing };

  UplinkSession(UplinkOptions options, Backoff backoff);

  UplinkActions Start(SteadyTime now);
  UplinkActions Connected(SteadyTime now);
  UplinkActions Disconnected(SteadyTime now);  // a failed connect too
  UplinkActions Receive(const CollectorMessage& message, SteadyTime now);
  // The spool's epoch and the newest result in it; after a start and whenever one was added.
  UplinkActions SpoolChanged(std::uint64_t epoch, std::uint64_t last_seq, SteadyTime now);
  // Results from the spool, seq ascending, the acknowledged ones left out; none: nothing there.
  UplinkActions SpoolRead(std::vector<SequencedResult> results, SteadyTime now);
  UplinkActions Tick(SteadyTime now);

  std::optional<SteadyTime> NextTick() const;  // when Tick() has something to do
  State state() const { return state_; }

 private:
  struct InFlight {
    std::vector<std::uint64_t> waiting;  // seqs, ascending
    SteadyTime sent;
  };

  void On(const Welcome& welcome, SteadyTime now, UplinkActions& actions);
  void On(const Ack& ack, SteadyTime now, UplinkActions& actions);
  void On(const Reject& reject, SteadyTime now, UplinkActions& actions);
  void On(const AssignmentPush& push, SteadyTime now, UplinkActions& actions);
  void On(const RunNow& run_now, SteadyTime now, UplinkActions& actions);
  void Release(const SeqRange& range, UplinkActions& actions);
  void ReadMore(UplinkActions& actions);
  void Close(std::string reason, SteadyTime now, UplinkActions& actions);

  UplinkOptions options_;
  Backoff backoff_;
  State state_ = State::kIdle;
  SteadyTime deadline_{};        // of connecting, greeting, closing; of the next try when idle
  bool started_ = false;
  Duration heartbeat_interval_{};
  SteadyTime next_heartbeat_{};
  std::uint64_t epoch_ = 0;
  std::uint64_t last_seq_ = 0;   // newest in the spool
  std::uint64_t next_seq_ = 1;   // the first one not yet sent in this connection
  bool reading_ = false;
  bool discard_reading_ = false;  // it was asked for by the connection before
  std::deque<InFlight> in_flight_;
};

}  // namespace xunjian
