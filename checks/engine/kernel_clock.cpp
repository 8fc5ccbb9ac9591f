#include "checks/engine/kernel_clock.h"

#include <sys/timex.h>

#include <cerrno>

namespace xunjian {
namespace {

constexpr double kMicrosecond = 1e-6;

}  // namespace

Result<KernelClockReading> SystemKernelClock::Read() const {
  timex clock{};  // modes 0: nothing is set, so no right is needed
  if (adjtimex(&clock) < 0) {
    return ErrnoError(errno, {"cannot read the kernel clock", "无法读取内核时钟"});
  }
  return KernelClockReading{(clock.status & STA_UNSYNC) == 0,
                            static_cast<double>(clock.maxerror) * kMicrosecond,
                            static_cast<double>(clock.esterror) * kMicrosecond};
}

}  // namespace xunjian
