#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "collector/notify/notifier.h"

namespace xunjian {

// The notifier on a thread of its own, because channels may block: a pass at each Wake and every
// second. The destructor waits for the pass under way.
class DeliveryLoop {
 public:
  explicit DeliveryLoop(Notifier notifier);
  ~DeliveryLoop();
  DeliveryLoop(const DeliveryLoop&) = delete;
  DeliveryLoop& operator=(const DeliveryLoop&) = delete;

  void Wake();  // thread-safe

 private:
  void Run();

  Notifier notifier_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool woken_ = true;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace xunjian
