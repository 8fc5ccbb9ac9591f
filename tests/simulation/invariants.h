#pragma once

#include <memory>
#include <vector>

#include "tests/simulation/agent_host.h"
#include "tests/simulation/collector_host.h"
#include "tests/simulation/stored_results.h"

namespace xunjian::sim {

// What must hold, whatever happened. Each throws Broken with the promise and its numbers.
class Invariants {
 public:
  using Agents = std::vector<std::unique_ptr<AgentHost>>;

  // Both outlive it; the collector runs and rests.
  Invariants(const Agents& agents, CollectorHost& collector);

  // At any time.
  //   * what was acknowledged is stored, or is in a gap its agent told of; while a backup of the
  //     collector is in use this is what the agents owe it, and holds at rest again
  //   * each result is stored once, as it was made, under its number
  //   * what an epoch counts is what is stored of it
  //   * states are those of the newest result, by (epoch number, seq)
  //   * a group has one unsolved incident, a cause one effect, an effect one entry in the outbox
  void CheckAlways() const;

  // At rest: faults are over and enough time has passed.
  //   * nothing waits for ever, and every number of a spool has arrived
  //   * stored + counted in gaps = produced
  //   * what is stored, decided once more, gives what was decided
  void CheckAtRest() const;

 private:
  StoredResults Read() const;
  void CheckResults(const AgentHost& agent, const StoredResults& stored) const;
  void CheckGaps(const AgentHost& agent, const StoredResults& stored) const;
  static SeqRanges Disowned(const AgentHost& agent, std::uint64_t epoch);
  void CheckPromises(const AgentHost& agent, const StoredResults& stored) const;
  void CheckStates(const AgentHost& agent, const StoredResults& stored) const;
  void CheckReplay() const;
  void CheckAccount(const AgentHost& agent, const StoredResults& stored) const;

  const Agents& agents_;
  CollectorHost& collector_;
};

}  // namespace xunjian::sim
