#pragma once

#include "base/result.h"

namespace xunjian {

// What the kernel believes of its clock: adjtimex(2) in reading mode.
struct KernelClockReading {
  bool synchronised = false;     // STA_UNSYNC is clear
  double max_error_seconds = 0;  // bound of the error; grows while nothing disciplines the clock
  double estimated_error_seconds = 0;
  friend bool operator==(const KernelClockReading&, const KernelClockReading&) = default;
};

// Thread-safe. The settable twin is tests/support/fake_kernel_clock.h.
class KernelClock {
 public:
  virtual ~KernelClock() = default;
  virtual Result<KernelClockReading> Read() const = 0;
};

class SystemKernelClock final : public KernelClock {
 public:
  Result<KernelClockReading> Read() const override;
};

}  // namespace xunjian
