#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/time.h"
#include "tests/bench/collector_process.h"

namespace xunjian {

// Many agents in one thread, each on a connection of its own: they greet, send the same prepared
// batches on a beat of their own phase, and count what is acknowledged.
class LightAgents {
 public:
  // `batches` outlive it; `beat` is the time between two batches of one agent.
  LightAgents(const std::vector<std::string>& batches, Duration beat);
  ~LightAgents();

  void Add(EnrolledAgent agent);
  void Connect();  // all of them, until each was welcomed
  void Run();  // until every batch was sent and acknowledged, or 30 s after the last one was due

  std::uint64_t acked() const;                          // results
  std::uint64_t sent_results() const;                   // results
  std::uint64_t sent_bytes() const;                     // of the batches, before TLS
  const std::vector<double>& ack_milliseconds() const;  // of each batch

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace xunjian
