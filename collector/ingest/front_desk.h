#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/log.h"
#include "collector/engine/engine.h"
#include "collector/ingest/admission.h"
#include "collector/ingest/clock_watch.h"
#include "collector/ingest/inbox.h"
#include "collector/ingest/ingest_figures.h"
#include "collector/ingest/ingest_session.h"
#include "collector/ingest/intake_pace.h"
#include "collector/ingest/spool_lags.h"
#include "collector/ingest/twin_check.h"
#include "proto/rpc/agent_server.h"

namespace xunjian {

// Where agents are received: one IngestSession a stream, events to the engine, effects back to
// streams. The host of a result is the certificate's agent; nothing a message says can change it.
//
// Everything runs on `executor` (one thread or a strand), except Perform, which any thread may
// call. Shared, because replies of the engine come later and elsewhere; Close() ends its interest
// in them.
class FrontDesk final : public AgentServerHandler, public std::enable_shared_from_this<FrontDesk> {
 public:
  struct Parts {
    Engine& engine;
    const Clock& clock;
    Logger& logger;
    boost::asio::any_io_executor executor;
    Duration heartbeat_interval;
  };

  explicit FrontDesk(const Parts& parts);

  // Before the first stream; the server is made with this desk as its handler and outlives its use.
  void Serve(AgentServer& server);
  // No stream is answered any more. On the executor, before engine and server go.
  void Close();

  void OnOpen(const AgentPeer& peer) override;
  void OnMessage(StreamId stream, AgentMessage message) override;
  void OnClosed(StreamId stream) override;

  // Once a second, on the executor.
  void Tick();

  // The engine takes nothing in, or does so again: newcomers are sent away, and who is here is told
  // that somebody still is. On the executor.
  void Hold(bool held);

  // Acks, rejects, assignments, run-now; other effects are not for agents and are ignored.
  void Perform(const Effect& effect);

  IngestFigures figures() const;  // any thread
  // How many results wait in the spool of an agent, as it said last; none: it is not connected, or
  // said nothing yet. Any thread.
  std::optional<std::uint64_t> ResultsWaitingAt(const std::string& agent) const {
    return lags_.Of(agent);
  }

 private:
  struct Stream {
    AgentPeer peer;
    IngestSession session;
    std::optional<Hello> waiting{};        // its hello, while another stream of the agent is asked
    bool announced = false;                // the engine knows of it
    bool welcome = false;                  // and has accepted it
    std::vector<CollectorMessage> held{};  // what the engine says before the welcome is out
  };

  struct Waiting {
    StreamId stream = 0;
    BatchArrived batch;
    SteadyTime credit;  // when the stream may be read from for it
  };

  void Follow(StreamId id, Stream& stream, IngestSession::Action action);
  void Do(StreamId id, Stream& stream, IngestSession::Opened opened);
  void Do(StreamId id, Stream& stream, IngestSession::Submit submit);
  void Do(StreamId id, Stream& stream, const IngestSession::Alive& alive);
  void Do(StreamId id, Stream& stream, const IngestSession::Refuse& refuse);

  void SendAway(StreamId id, Duration wait);
  void LetIn(StreamId id, Stream& stream, Hello hello);
  void LetInWaiting(StreamId id);
  void RefuseCopy(const TwinCheck::Pair& twins);
  void LookAtClock(const Stream& stream, Timestamp theirs);
  void HandInWaiting();
  bool HandIn(const Waiting& waiting);  // false: the engine's queue is full
  void GiveCredit(StreamId id, SteadyTime at);
  void GiveDueCredits(SteadyTime now);
  void PingAll(SteadyTime now);

  // `on_reply` runs on the executor, if the desk still exists. What the engine does not take ends
  // the stream; TrySubmit leaves that to its caller.
  void Submit(Event event, StreamId id, std::function<void(const Result<Reply>&)> on_reply);
  Result<void> TrySubmit(Event event, StreamId id,
                         std::function<void(const Result<Reply>&)> on_reply);
  void Greet(StreamId id, const SessionAccepted& accepted);
  void Send(StreamId id, const CollectorMessage& message);
  void SendToAgent(const std::string& agent_id, const CollectorMessage& message);
  void Refuse(StreamId id, const Error& reason);

  Engine& engine_;
  const Clock& clock_;
  Logger& logger_;
  ClockWatch clocks_;
  TwinCheck twins_;
  Admission admission_;
  IntakePace pace_;
  std::deque<Waiting> waiting_;                  // for a place in the engine's queue
  std::multimap<SteadyTime, StreamId> credits_;  // held back until then
  std::optional<SteadyTime> next_ping_;          // while the engine is held
  Inbox inbox_;
  const Duration heartbeat_interval_;
  AgentServer* server_ = nullptr;
  ShapePool shapes_;
  std::map<StreamId, Stream> streams_;
  IngestCounters counted_;
  SpoolLags lags_;
};

}  // namespace xunjian
