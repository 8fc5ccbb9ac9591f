#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "base/result.h"
#include "figures/recent_durations.h"

namespace xunjian {

// How the engine is doing; counts are since its start.
struct EngineFigures {
  std::uint64_t waiting = 0;  // events in the queue, beside those being committed
  std::uint64_t queue_limit = 0;
  std::uint64_t refused_events = 0;  // the queue was full
  std::optional<Error> held;         // why nothing is decided: the disk is full
  Duration oldest_wait{};            // of an event that is not committed
  std::uint64_t events = 0;
  std::uint64_t commits = 0;
  DurationFigures ack_time;     // of a batch, from Submit to after its commit
  DurationFigures commit_time;  // of a group, syncs and all

  std::uint64_t batches = 0;
  std::uint64_t arrived_results = 0;                      // duplicates too
  std::uint64_t new_results = 0;                          // kept
  std::uint64_t duplicates = 0;                           // acknowledged again
  std::map<std::string, std::uint64_t> missing_results;   // by gap reason
  std::map<std::string, std::uint64_t> rejected_results;  // by what was wrong with them

  // In memory now.
  std::uint64_t hosts = 0;
  std::uint64_t open_incidents = 0;
  std::uint64_t pending_notifications = 0;
};

}  // namespace xunjian
