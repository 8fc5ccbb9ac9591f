#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/log.h"
#include "proto/words/collector_status.h"

namespace xunjian {

// One way into the collector, as others come in.
struct ProbedDoor {
  std::string name;                    // "agents"; see ProbeStatus
  std::function<Result<void>()> come;  // may block for a few seconds
};

// Comes to the collector's own doors and remembers how it went. A door that stops or begins to
// answer is a line in the log. Read from any thread; Run from one.
class DoorProbes {
 public:
  // `clock`, `logger` and what the doors refer to outlive it.
  DoorProbes(std::vector<ProbedDoor> doors, const Clock& clock, Logger& logger);

  void Run();  // once to each
  std::vector<ProbeStatus> Read() const;

 private:
  void Note(std::size_t door, Duration took, const Result<void>& came);

  const std::vector<ProbedDoor> doors_;
  const Clock& clock_;
  Logger& logger_;
  mutable std::mutex mutex_;
  std::vector<ProbeStatus> found_;  // by mutex_; one a door
};

}  // namespace xunjian
