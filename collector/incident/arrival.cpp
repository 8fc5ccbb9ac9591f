#include "collector/incident/arrival.h"

#include <algorithm>

namespace xunjian {

bool IsOverdue(const Arrival& arrival, const Assignment& assignment, Timestamp listening_since,
               Timestamp now, Duration grace) {
  if (assignment.interval <= Duration::zero()) return false;
  const Timestamp from = std::max(arrival.expected_from, listening_since);
  return now - from > assignment.interval + assignment.timeout + grace;
}

}  // namespace xunjian
