#include "base/service_notifier.h"

#include <systemd/sd-daemon.h>

#include <cstdint>

namespace xunjian {

ServiceNotifier::ServiceNotifier() {
  std::uint64_t microseconds = 0;
  if (sd_watchdog_enabled(0, &microseconds) > 0) {
    watchdog_interval_ = std::chrono::microseconds(microseconds / 2);
  }
}

void ServiceNotifier::Ready() const { sd_notify(0, "READY=1"); }

void ServiceNotifier::Stopping() const { sd_notify(0, "STOPPING=1"); }

void ServiceNotifier::Status(const std::string& line) const {
  sd_notify(0, ("STATUS=" + line).c_str());
}

void ServiceNotifier::WorkDone() const { sd_notify(0, "WATCHDOG=1"); }

}  // namespace xunjian
