#pragma once

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

#include "collector/status/door_probes.h"

namespace xunjian {

// Runs the probes on a thread of its own, the first at once, then every ten seconds. The destructor
// waits for the probe under way.
class SelfProbe {
 public:
  // `probes` and `clock` outlive it.
  SelfProbe(DoorProbes& probes, const Clock& clock);

 private:
  void Run(const std::stop_token& stop);

  DoorProbes& probes_;
  const Clock& clock_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;  // last: it uses all above
};

}  // namespace xunjian
