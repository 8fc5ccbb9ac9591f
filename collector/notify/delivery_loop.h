#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

#include "base/time.h"

namespace xunjian {

// Passes on a thread of their own, because channels may block: one at each Wake and every second,
// but none before the wait that the one before asked for is over. `pass` must end soon when its
// token says stop.
class DeliveryLoop {
 public:
  using Pass = std::function<Duration(const std::stop_token& stop)>;

  explicit DeliveryLoop(Pass pass);
  ~DeliveryLoop();  // waits for the pass under way
  DeliveryLoop(const DeliveryLoop&) = delete;
  DeliveryLoop& operator=(const DeliveryLoop&) = delete;

  void Wake();         // thread-safe
  void RequestStop();  // the same; the destructor then need not wait for several one by one

 private:
  void Run(const std::stop_token& stop);

  const Pass pass_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  bool woken_ = true;    // by mutex_
  std::jthread thread_;  // last: it uses all above
};

}  // namespace xunjian
