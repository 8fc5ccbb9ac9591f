#pragma once

#include <cstdint>
#include <string>

#include "collector/escalation/escalation_words.h"

namespace xunjian {

// Names one call of one step for good: who sees it twice has it twice.
struct StepKey {
  std::uint64_t incident = 0;
  std::size_t visit = 1;  // which time that a tier owns the incident, from 1
  Tier tier = Tier::kProvince;
  std::string policy;
  int step = 0;    // its place in the tier, from 0
  int repeat = 0;  // 0: the first call
  friend auto operator<=>(const StepKey&, const StepKey&) = default;
};

// "12/1/province/grade-i/0/2"
std::string ToString(const StepKey& key);

}  // namespace xunjian
