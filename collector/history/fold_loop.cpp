#include "collector/history/fold_loop.h"

#include <sys/resource.h>

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace xunjian {
namespace {

constexpr int kNiceness = 10;
constexpr std::chrono::seconds kPause(1);
constexpr std::chrono::seconds kPauseWithoutRoom(5);

void WaitFor(std::chrono::seconds time, const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any stopped;
  std::unique_lock lock(mutex);
  stopped.wait_for(lock, stop, time, [] { return false; });
}

}  // namespace

FoldLoop::FoldLoop(History& history, Hooks hooks)
    : history_(history),
      hooks_(std::move(hooks)),
      thread_([this](std::stop_token stop) { Run(stop); }) {}

void FoldLoop::Run(const std::stop_token& stop) {
  // On Linux a niceness is a thread's own. Without it folding is merely less polite.
  static_cast<void>(::setpriority(PRIO_PROCESS, 0, kNiceness));
  bool waits = false;
  while (!stop.stop_requested()) {
    const auto folded = history_.Fold(stop);
    if (folded) {
      waits = false;
      if (!*folded) WaitFor(kPause, stop);
      continue;
    }
    if (folded.error().code() != ErrorCode::kUnavailable) return hooks_.failed(folded.error());
    if (!waits) hooks_.waits(folded.error());
    waits = true;
    WaitFor(kPauseWithoutRoom, stop);
  }
}

}  // namespace xunjian
