#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "base/clock.h"
#include "collector/engine/engine.h"
#include "collector/ingest/front_desk.h"
#include "collector/store/store.h"
#include "proto/rpc/acceptor_figures.h"
#include "proto/words/collector_status.h"

namespace xunjian {

// Asks every part of the collector for its figures. Thread-safe; what it is given outlives it.
class StatusBoard {
 public:
  struct Parts {
    const Clock& clock;
    const Engine& engine;
    const Store& store;
    const FrontDesk& desk;
  };

  explicit StatusBoard(const Parts& parts);  // the collector's start

  // Doors and probes come while others may be asking already.
  void AddDoor(std::string name, std::function<AcceptorFigures()> figures);
  void SetProbes(std::function<std::vector<ProbeStatus>()> probes);
  void SetChannels(std::function<std::vector<ChannelStatus>()> channels);

  CollectorStatus Look() const;

 private:
  struct Door {
    std::string name;
    std::function<AcceptorFigures()> figures;
  };

  const Parts parts_;
  const Timestamp started_at_;
  const SteadyTime started_;
  mutable std::mutex mutex_;  // of all below
  std::vector<Door> doors_;
  std::function<std::vector<ProbeStatus>()> probes_;
  std::function<std::vector<ChannelStatus>()> channels_;
};

}  // namespace xunjian
