#include "collector/incident/arrival.h"

#include <algorithm>

namespace xunjian {

bool IsOverdue(const Assignment& assignment, SteadyTime expected_from, SteadyTime listening_since,
               SteadyTime now, Duration grace) {
  if (assignment.interval <= Duration::zero()) return false;
  const SteadyTime from = std::max(expected_from, listening_since);
  return now - from > assignment.interval + assignment.timeout + grace;
}

}  // namespace xunjian
