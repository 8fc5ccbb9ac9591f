#pragma once

#include <condition_variable>
#include <mutex>

#include "base/clock.h"

namespace xunjian::sim {

// A clock that holds whoever asks it for the time while it is shut.
class GateClock final : public Clock {
 public:
  explicit GateClock(const Clock& clock) : clock_(clock) {}

  Timestamp Now() const override {
    std::unique_lock lock(mutex_);
    waiting_ = shut_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return !shut_; });
    waiting_ = false;
    return clock_.Now();
  }
  SteadyTime Steady() const override { return clock_.Steady(); }
  Duration Nap(Duration wait) const override { return clock_.Nap(wait); }

  void Shut() {
    const std::scoped_lock lock(mutex_);
    shut_ = true;
  }
  void AwaitSomebody() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return waiting_; });
  }
  void Open() {
    const std::scoped_lock lock(mutex_);
    shut_ = false;
    changed_.notify_all();
  }

 private:
  const Clock& clock_;
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  bool shut_ = false;
  mutable bool waiting_ = false;
};

}  // namespace xunjian::sim
