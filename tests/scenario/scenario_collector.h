#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/file_storage.h"
#include "collector/engine/engine.h"
#include "collector/ingest/ingest_session.h"
#include "collector/store/store_reader.h"
#include "tests/support/manual_clock.h"

namespace xunjian {

// A collector without gRPC: the real engine over the real SQLite store, the real ingest sessions,
// on a manual clock. Streams are numbers; what the collector says to a stream waits in its inbox.
class ScenarioCollector {
 public:
  ScenarioCollector(std::string database, ManualClock& clock);

  // As after kill -9: every stream is gone, what was committed is there. `meanwhile` happens
  // between the two lives.
  void Restart(const std::function<void()>& meanwhile = nullptr);

  // Makes a host known; the agent id its certificate would carry.
  std::string Enrol(const std::string& host);
  void ApplyPolicy(const std::string& toml);

  SessionId Connect(const std::string& agent_id);
  void Disconnect(SessionId stream);
  bool IsOpen(SessionId stream) const { return streams_.contains(stream); }
  void Receive(SessionId stream, AgentMessage message);
  std::vector<CollectorMessage> TakeInbox(SessionId stream);

  // A tick of the engine, as once a second.
  void Tick();

  Engine& engine() { return *engine_; }
  StoreReader& reader() { return *reader_; }
  Store& store() { return *store_; }  // while nothing is decided

 private:
  struct Stream {
    std::string agent_id;
    IngestSession session;
    std::deque<CollectorMessage> inbox;
  };

  void Open();
  void Perform(const Effect& effect);  // on the engine's thread
  void DeliverEffects();

  std::string database_;
  ManualClock& clock_;
  PosixStorage storage_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<StoreReader> reader_;
  std::mutex mutex_;
  std::vector<Effect> effects_;  // by mutex_
  std::unique_ptr<Engine> engine_;
  ShapePool shapes_;
  std::map<SessionId, Stream> streams_;
  SessionId last_stream_ = 0;
};

}  // namespace xunjian
