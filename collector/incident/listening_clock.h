#pragma once

#include <chrono>

#include "base/time.h"

namespace xunjian {

// Time that a collector listened, over all its processes since it was made. It stands still while
// no process runs, and while a full disk holds one; so silence that is measured with it is silence
// that somebody could have heard, and a restart forgets none. Knows nothing of the wall clock, and
// cannot leap. The epoch is the collector's first start.
struct ListeningClock {
  using duration = Duration;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = std::chrono::time_point<ListeningClock, duration>;
  static constexpr bool is_steady = true;
};
using ListenedTime = ListeningClock::time_point;

}  // namespace xunjian
