#pragma once

#include <functional>
#include <stop_token>
#include <thread>

#include "collector/history/history.h"

namespace xunjian {

// The thread that folds a history, of low priority: it looks for work every second, and goes on
// later when there is no room. Joined by the destructor, which gives up a fold under way.
class FoldLoop {
 public:
  struct Hooks {
    std::function<void(const Error& reason)> waits;   // no room; once until it goes on again
    std::function<void(const Error& reason)> failed;  // it has ended for good; called once
  };

  // Hooks are called on the loop's thread. `history` and what the hooks refer to outlive it.
  FoldLoop(History& history, Hooks hooks);

 private:
  void Run(const std::stop_token& stop);

  History& history_;
  const Hooks hooks_;
  std::jthread thread_;  // last: it uses all above
};

}  // namespace xunjian
