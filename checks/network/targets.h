#pragma once

#include <string>
#include <vector>

#include "checks/engine/read_context.h"

namespace xunjian {

// "target" and "targets" of an assignment together, without repetitions, in their order.
std::vector<std::string> TargetsOf(const Parameters& parameters);

using ObserveTarget = ObservedItem (*)(const ReadContext& context, const Parameters& parameters,
                                       const std::string& target, Duration limit);

// Observes all targets at the same time, one item each; NOT_APPLICABLE without a target, UNKNOWN
// `too_many_targets` for more than 16.
Reading ObserveTargets(const ReadContext& context, const Parameters& parameters,
                       ObserveTarget observe);

inline constexpr std::size_t kMostTargets = 16;

}  // namespace xunjian
