#include "collector/notify/message_pace.h"

#include <algorithm>

namespace xunjian {

void MessagePace::Note(SteadyTime sent) {
  if (per_minute_ == 0) return;
  sent_.push_back(sent);
  if (sent_.size() > static_cast<std::size_t>(per_minute_)) sent_.pop_front();
}

Duration MessagePace::WaitAt(SteadyTime now) const {
  if (per_minute_ == 0 || sent_.size() < static_cast<std::size_t>(per_minute_)) return {};
  return std::max<Duration>(sent_.front() + std::chrono::minutes(1) - now, Duration::zero());
}

}  // namespace xunjian
