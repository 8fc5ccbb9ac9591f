#include "collector/incident/arrival.h"

#include <algorithm>

namespace xunjian {
namespace {

bool IsComingBack(const Listening& listening, Duration limit, const SilenceLimits& limits) {
  const ListenedTime there =
      listening.back ? *listening.back + limits.unload : listening.since + limits.come_back;
  return listening.now <= std::min(there, listening.since + limit);
}

}  // namespace

bool IsOverdue(const Assignment& assignment, ListenedTime listened_from, const Listening& listening,
               const SilenceLimits& limits) {
  if (assignment.interval <= Duration::zero()) return false;
  const Duration limit = assignment.interval + assignment.timeout + limits.grace;
  const Duration silence = listening.now - listened_from;
  if (silence <= limit) return false;
  const bool from_before = listened_from <= listening.since;
  return !from_before || silence > limit + limits.come_back ||
         !IsComingBack(listening, limit, limits);
}

}  // namespace xunjian
