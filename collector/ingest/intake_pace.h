#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "base/time.h"

namespace xunjian {

// What one agent may send, so that one that floods does not crowd out the others. A week without
// its collector is 252,000 results at 25 a minute: two minutes at this pace, and ten minutes at 120
// a minute; live results go first meanwhile (the agent's two lanes).
struct PaceOptions {
  double results_per_second = 2000;
  double results_burst = 8000;
  double bytes_per_second = 1 << 20;
  double bytes_burst = 8 << 20;
};

// How long each agent's credit to be read from is held back. Nothing is refused or lost: what is
// not read waits in the agent's spool. An agent that reconnects keeps its pace. No I/O, no clock;
// not thread-safe.
class IntakePace {
 public:
  explicit IntakePace(PaceOptions options = {}) : options_(options) {}

  // A message came. Its credit may be given back then; `now` when the agent is within its pace.
  SteadyTime Take(const std::string& agent, std::uint64_t results, std::uint64_t bytes,
                  SteadyTime now);
  // Agents that have kept to their pace are forgotten; once in a while.
  void ForgetSettled(SteadyTime now);

  std::size_t agents() const { return agents_.size(); }  // not settled when it was last looked at

 private:
  // When the agent's messages would be through at the sustained rate.
  struct Through {
    SteadyTime results{};
    SteadyTime bytes{};
  };

  const PaceOptions options_;
  std::map<std::string, Through> agents_;
};

}  // namespace xunjian
