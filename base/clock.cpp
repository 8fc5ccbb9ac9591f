#include "base/clock.h"

#include <chrono>

namespace xunjian {

Timestamp SystemClock::Now() const { return std::chrono::system_clock::now(); }

SteadyTime SystemClock::Steady() const { return std::chrono::steady_clock::now(); }

}  // namespace xunjian
