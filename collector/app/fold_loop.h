#pragma once

#include <functional>
#include <thread>

#include "base/log.h"
#include "collector/store/store.h"

namespace xunjian {

// The store's upkeep on a thread of its own, for as long as this lives. `fatal` is told, at most
// once, of a failure after which the process must end.
class FoldLoop {
 public:
  // All three outlive it.
  FoldLoop(Store& store, Logger& logger, const std::function<void(const Error&)>& fatal);

 private:
  void Run(std::stop_token stop);
  // How long to wait before the next step; none: never again.
  std::optional<Duration> Step(std::stop_token stop);

  Store& store_;
  Logger& logger_;
  const std::function<void(const Error&)>& fatal_;
  std::jthread thread_;
};

}  // namespace xunjian
