#pragma once

#include <string>

#include "base/file_system.h"
#include "base/time.h"

namespace xunjian {

// Time for spans and rates, and the boot it counts from: counters start anew at each.
struct BootMoment {
  Duration uptime{};  // CLOCK_BOOTTIME: goes on while the machine sleeps
  std::string boot_id;
};

// Thread-safe. The settable twin is tests/support/manual_boot_clock.h.
class BootClock {
 public:
  virtual ~BootClock() = default;
  virtual BootMoment Now() const = 0;
};

class SystemBootClock final : public BootClock {
 public:
  // The boot id is read once, from /proc/sys/kernel/random/boot_id; "" where there is none.
  explicit SystemBootClock(const FileSystem& files);
  BootMoment Now() const override;

 private:
  std::string boot_id_;
};

}  // namespace xunjian
