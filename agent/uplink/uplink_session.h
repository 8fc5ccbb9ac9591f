#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "agent/uplink/backoff.h"
#include "agent/uplink/uplink_action.h"
#include "base/time.h"
#include "proto/words/agent_words.h"
#include "proto/words/spool_lives.h"

namespace xunjian {

struct UplinkOptions {
  std::size_t batch_results = 1000;
  std::size_t batch_bytes = 512 << 10;
  std::size_t window = 4;  // batches without an ack
  Duration connect_limit = std::chrono::seconds(20);
  Duration welcome_limit = std::chrono::seconds(10);  // for the answer to Hello
  Duration ack_limit = std::chrono::seconds(60);  // for the oldest, from its last ping; reconnect
};

// The agent's side of a session with the collector as a state machine without I/O: every event
// gives the actions that follow from it. Hello first; the welcome says what the collector has, and
// the spool is brought in line with that; then batches, at most `window` of them in flight. They
// come from two lanes: what is newer than the welcome goes before the backlog, and each leaves the
// other a place in the window; a batch has numbers of one life, which is its epoch. What is not
// acknowledged when the connection ends is read from the spool again. Steady time only. Pure; not
// thread-safe.
class UplinkSession {
 public:
  enum class State { kIdle, kWaiting, kConnecting, kGreeting, kOpen, kClosing };

  UplinkSession(UplinkOptions options, Backoff backoff);

  UplinkActions Start(SteadyTime now);
  UplinkActions Connected(SteadyTime now);
  UplinkActions Disconnected(SteadyTime now);  // a failed connect too
  UplinkActions Receive(const CollectorMessage& message, SteadyTime now);
  // The spool's lives and the newest result that is safe on disk; after a start and after every
  // sync. Nothing newer is sent: a number that a crash could give to another result must not be
  // known to the collector.
  UplinkActions SpoolChanged(SpoolLives lives, std::uint64_t last_seq, SteadyTime now);
  UplinkActions SpoolReconciled(SteadyTime now);
  // From `from_seq` to at most `to_seq`.
  UplinkActions SpoolRead(SpoolPart part, SteadyTime now);
  UplinkActions Tick(SteadyTime now);

  std::optional<SteadyTime> NextTick() const;  // when Tick() has something to do
  State state() const { return state_; }

 private:
  enum class Lane { kLive, kBacklog };
  struct InFlight {
    Lane lane = Lane::kLive;
    SeqRanges waiting;  // numbers without an ack
    SteadyTime sent;    // or pinged since
  };

  void On(const Welcome& welcome, SteadyTime now, UplinkActions& actions);
  void On(const Ack& ack, SteadyTime now, UplinkActions& actions);
  void On(const Reject& reject, SteadyTime now, UplinkActions& actions);
  void On(const AssignmentPush& push, SteadyTime now, UplinkActions& actions);
  void On(const RunNow& run_now, SteadyTime now, UplinkActions& actions);
  void On(const Ping& ping, SteadyTime now, UplinkActions& actions);
  void On(const ComeBack& come_back, SteadyTime now, UplinkActions& actions);
  void Release(std::uint64_t epoch, const SeqRange& range, UplinkActions& actions);
  SeqRanges KnownTo(const Welcome& welcome) const;
  std::optional<Lane> LaneToRead() const;
  bool HasPlace(Lane lane) const;
  std::uint64_t& NextOf(Lane lane) { return lane == Lane::kLive ? next_live_ : next_backlog_; }
  void ReadMore(UplinkActions& actions);
  void CheckDeadlines(SteadyTime now, UplinkActions& actions);
  void Close(std::string reason, UplinkActions& actions);

  UplinkOptions options_;
  Backoff backoff_;
  State state_ = State::kIdle;
  SteadyTime deadline_{};  // of connecting and greeting; of the next try when waiting
  Duration heartbeat_interval_{};
  SteadyTime next_heartbeat_{};
  SpoolLives lives_;
  std::uint64_t last_seq_ = 0;      // newest on disk
  bool reconciled_ = false;         // in this connection; nothing is read before
  std::uint64_t backlog_end_ = 0;   // last_seq_ at that moment
  std::uint64_t next_backlog_ = 1;  // the first one of each lane not yet sent in this connection
  std::uint64_t next_live_ = 1;
  bool reading_ = false;
  Lane reading_lane_ = Lane::kLive;
  bool discard_reading_ = false;  // it was asked for by the connection before
  Duration come_back_{};          // how long the collector asked us to stay away
  std::deque<InFlight> in_flight_;
};

}  // namespace xunjian
