#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/simulation/invariants.h"
#include "tests/simulation/plan.h"

namespace xunjian::sim {

struct Verdict {
  std::string broken;  // "": every promise held
  std::uint64_t hash = 0;
  std::uint64_t events = 0;
  std::uint64_t results = 0;
  std::vector<std::string> newest;  // events
};

// One seed. Everything in it is drawn from the seed, and no thread runs freely: it ends the same
// way each time.
class World {
 public:
  World(std::uint64_t seed, const TempFolder& folder, bool print);

  Verdict Run();

 private:
  void Live();
  void Rest();
  void Step(Duration time, bool produces);
  void MeetFate();
  void MeetFateOf(AgentHost& agent);
  void MeetFateOfCollector();
  void HandleCopies();
  void BeAbsent(AgentHost& agent);
  void Heal();
  void Look();
  bool quiet() const;

  Duration Soon() {
    return chance_.Between(std::chrono::milliseconds(10), std::chrono::milliseconds(8000));
  }
  AgentHost& AnyAgent() { return *agents_[chance_.Below(agents_.size())]; }

  Chance chance_;
  Trace trace_;
  const Plan plan_;
  Network network_;
  CollectorHost collector_;
  Invariants::Agents agents_;
  Invariants invariants_;
  SteadyTime now_;
  std::uint64_t seen_lives_ = 0;
};

}  // namespace xunjian::sim
