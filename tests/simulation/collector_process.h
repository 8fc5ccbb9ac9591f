#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/file_storage.h"
#include "collector/ingest/ingest_session.h"
#include "collector/store/store_reader.h"
#include "proto/columns/shape_pool.h"
#include "tests/simulation/engine_door.h"
#include "tests/simulation/network.h"

namespace xunjian::sim {

// The collector from start to end: the real store, engine and ingest sessions, joined as the front
// desk joins them. What arrives together is decided together.
class CollectorProcess {
 public:
  struct Parts {
    FileStorage& storage;
    const std::string& database;
    const std::string& vfs;
    const Clock& clock;
    Network& network;
    Trace& trace;
  };

  // Null: it ends at once, with a reason.
  static std::unique_ptr<CollectorProcess> Start(const Parts& parts);

  // Makes a host known, whose agent has this id.
  bool Enrol(const std::string& host, const std::string& agent_id);
  bool ApplyPolicy(std::string_view toml);

  // What arrives until `now`, and a tick. False: it ends with a reason, or is dead.
  bool Step(SteadyTime now, bool tick);

  Store& store() { return *store_; }
  StoreReader& reader() { return *reader_; }

 private:
  struct Stream {
    std::string agent_id;
    IngestSession session;
    bool announced = false;
    bool welcome = false;
    std::vector<CollectorMessage> held{};
  };

  explicit CollectorProcess(const Parts& parts) : parts_(parts) {}
  Result<void> Open();

  void Take(const Network::Arrival& arrival, std::vector<EngineDoor::Asked>& group);
  void Do(StreamNumber id, Stream& stream, IngestSession::Action action,
          std::vector<EngineDoor::Asked>& group);
  void Follow(const Effect& effect);
  void Send(StreamNumber id, const CollectorMessage& message);
  void Refuse(StreamNumber id, const Error& reason);

  // From the engine's thread: done in order when it rests.
  void Later(std::function<void()> wish);
  void DoWishes();

  const Parts parts_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<StoreReader> reader_;
  std::mutex mutex_;
  std::vector<std::function<void()>> wishes_;  // by mutex_
  ShapePool shapes_;
  std::map<StreamNumber, Stream> streams_;
  SteadyTime now_{};
  std::unique_ptr<EngineDoor> engine_;
};

}  // namespace xunjian::sim
