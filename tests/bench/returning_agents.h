#pragma once

#include <memory>
#include <vector>

#include "proto/columns/batch_writer.h"
#include "tests/bench/collector_process.h"

namespace xunjian {

// Many agents in one thread, each the real UplinkSession with a gRPC connection of its own and a
// spool that only counts: they come back when they are cut off, as the program does.
class ReturningAgents {
 public:
  // What each has to send each time: seq is set anew. Outlives it.
  explicit ReturningAgents(const std::vector<SequencedRow>& round);
  ~ReturningAgents();

  void Add(EnrolledAgent agent);
  void Produce();  // one more round of each
  // Until all is acknowledged, or so many seconds: those of each agent until it was.
  std::vector<double> RunUntilAcked(double limit_seconds);
  void RunFor(double seconds);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace xunjian
