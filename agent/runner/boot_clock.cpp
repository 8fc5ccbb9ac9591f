#include "agent/runner/boot_clock.h"

#include <ctime>

namespace xunjian {

SystemBootClock::SystemBootClock(const FileSystem& files) {
  const Result<std::string> text = files.Read("/proc/sys/kernel/random/boot_id", 64);
  if (text) boot_id_ = text->substr(0, text->find('\n'));
}

BootMoment SystemBootClock::Now() const {
  timespec now{};
  clock_gettime(CLOCK_BOOTTIME, &now);
  return {std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec), boot_id_};
}

}  // namespace xunjian
