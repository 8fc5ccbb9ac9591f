#pragma once

#include "base/time.h"

namespace xunjian {

// Time as a dependency. Now() stamps (it may jump), Steady() measures and waits (it never goes
// back). Thread-safe. The manual twin is tests/support/manual_clock.h.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Timestamp Now() const = 0;
  virtual SteadyTime Steady() const = 0;
  // How long a timer may sleep before it looks at Steady() again, when it is to ring after `wait`:
  // all of it where time passes by itself. Who sleeps may wake early and must then sleep again.
  virtual Duration Nap(Duration wait) const { return wait; }
};

class SystemClock final : public Clock {
 public:
  Timestamp Now() const override;
  SteadyTime Steady() const override;
};

}  // namespace xunjian
