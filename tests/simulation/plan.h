#pragma once

#include <cstdint>

#include "tests/simulation/chance.h"

namespace xunjian::sim {

// What kind of world a seed is. Not everything happens in each: some things excuse losses that
// others must not have.
struct Plan {
  // What an operator does with disks. A backup of the collector asks agents for what they gave
  // away, which only those can answer that had room and time to keep it.
  enum class Copies { kNone, kOfCollector, kOfAgents };

  std::uint64_t agents = 1;
  std::uint64_t steps = 0;
  std::uint64_t faults_in = 0;  // one in so many steps
  Copies copies = Copies::kNone;
  bool small_spools = false;
  bool small_disks = false;
  bool clocks_jump = false;
  bool long_absence = false;

  static Plan Draw(Chance& chance) {
    Plan plan;
    plan.agents = chance.Between(1, 3);
    plan.steps = chance.Between(300, 700);
    plan.faults_in = chance.Between(8, 60);
    plan.copies = static_cast<Copies>(chance.Below(3));
    if (plan.copies != Copies::kOfCollector) {
      plan.small_spools = chance.OneIn(2);
      plan.small_disks = plan.small_spools && chance.OneIn(3);
      plan.clocks_jump = chance.OneIn(2);
    }
    plan.long_absence = chance.OneIn(3);
    return plan;
  }
};

}  // namespace xunjian::sim
