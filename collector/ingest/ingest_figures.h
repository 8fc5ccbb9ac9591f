#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>

#include "base/result.h"
#include "figures/counter.h"

namespace xunjian {

// What the front desk counts, since the start where it does not say now.
struct IngestFigures {
  std::uint64_t streams = 0;  // now
  std::uint64_t opened = 0;
  std::map<std::string, std::uint64_t> refused;  // streams, by error code or "come_back_later"
  std::uint64_t waiting_batches = 0;             // now, for a place in the engine's queue
  std::uint64_t slowed_batches = 0;              // read on later: their agent was over its pace
  std::uint64_t results_waiting = 0;             // now, in the spools of those connected
  std::uint64_t most_results_waiting = 0;        // in one of them
};

// The same where it is counted. Thread-safe.
class IngestCounters {
 public:
  void Streams(std::size_t now) { streams_.Set(now); }
  void Opened() { opened_.Add(); }
  void SentAway() { sent_away_.Add(); }
  void Waiting(std::size_t now) { waiting_.Set(now); }
  void Slowed() { slowed_.Add(); }
  void Refused(ErrorCode code) { refused_.at(static_cast<std::size_t>(code)).Add(); }

  IngestFigures Read() const;

 private:
  Gauge streams_;
  Counter opened_;
  std::array<Counter, 6> refused_;  // by ErrorCode
  Counter sent_away_;
  Gauge waiting_;
  Counter slowed_;
};

}  // namespace xunjian
