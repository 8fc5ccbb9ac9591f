#pragma once

#include <string>

#include "base/time.h"

namespace xunjian {

// Tells systemd how a daemon is (sd_notify); without systemd every call does nothing. Thread-safe.
class ServiceNotifier {
 public:
  ServiceNotifier();

  void Ready() const;
  void Stopping() const;
  // One line for `systemctl status`.
  void Status(const std::string& line) const;
  // To be called when useful work was done, at least every `watchdog_interval()`.
  void WorkDone() const;
  // Half of WatchdogSec; 0 when no watchdog is set.
  Duration watchdog_interval() const { return watchdog_interval_; }

 private:
  Duration watchdog_interval_{};
};

}  // namespace xunjian
