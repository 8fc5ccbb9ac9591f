#pragma once

#include <mutex>

#include "base/clock.h"

namespace xunjian {

// A clock that stands still until a test moves it. Thread-safe.
class ManualClock final : public Clock {
 public:
  // 2026-11-23T00:00:00Z, a Monday; 08:00 in China.
  static constexpr Timestamp kStart = std::chrono::sys_days(std::chrono::year_month_day(
      std::chrono::year(2026), std::chrono::month(11), std::chrono::day(23)));

  explicit ManualClock(Timestamp start = kStart);

  Timestamp Now() const override;
  SteadyTime Steady() const override;
  // Short, so that daemons with real timers notice that a test moved the clock.
  Duration Nap(Duration wait) const override;

  // Time passes: both clocks go on. Throws std::invalid_argument for a negative step.
  void Advance(Duration step);
  // Somebody sets the wall clock, forward or back; the steady clock does not notice.
  void JumpWallClock(Duration step);

 private:
  mutable std::mutex mutex_;
  Timestamp now_;
  // Not zero: a time point that was never set shall differ from the first one measured.
  SteadyTime steady_{std::chrono::hours(1)};
};

}  // namespace xunjian
