#include "tests/support/manual_clock.h"

#include <algorithm>
#include <stdexcept>

namespace xunjian {

ManualClock::ManualClock(Timestamp start) : now_(start) {}

Timestamp ManualClock::Now() const {
  const std::lock_guard lock(mutex_);
  return now_;
}

SteadyTime ManualClock::Steady() const {
  const std::lock_guard lock(mutex_);
  return steady_;
}

Duration ManualClock::Nap(Duration wait) const {
  return std::min<Duration>(wait, std::chrono::milliseconds(2));
}

void ManualClock::Advance(Duration step) {
  if (step < Duration::zero())
    throw std::invalid_argument("ManualClock::Advance: time only passes");
  const std::lock_guard lock(mutex_);
  now_ += step;
  steady_ += step;
}

void ManualClock::JumpWallClock(Duration step) {
  const std::lock_guard lock(mutex_);
  now_ += step;
}

}  // namespace xunjian
