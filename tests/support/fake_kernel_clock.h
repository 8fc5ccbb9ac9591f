#pragma once

#include "checks/engine/kernel_clock.h"

namespace xunjian {

// A kernel clock that says what a test sets; synchronised within a millisecond to begin with.
class FakeKernelClock final : public KernelClock {
 public:
  FakeKernelClock() : reading_(KernelClockReading{true, 0.001, 0.0005}) {}

  void Set(Result<KernelClockReading> reading) { reading_ = std::move(reading); }
  Result<KernelClockReading> Read() const override { return reading_; }

 private:
  Result<KernelClockReading> reading_;
};

}  // namespace xunjian
