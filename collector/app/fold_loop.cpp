#include "collector/app/fold_loop.h"

#include <condition_variable>
#include <mutex>

namespace xunjian {
namespace {

constexpr Duration kPause = std::chrono::seconds(1);
constexpr Duration kPauseWithoutRoom = std::chrono::seconds(10);

}  // namespace

FoldLoop::FoldLoop(Store& store, Logger& logger, const std::function<void(const Error&)>& fatal)
    : store_(store),
      logger_(logger),
      fatal_(fatal),
      thread_([this](std::stop_token stop) { Run(std::move(stop)); }) {}

void FoldLoop::Run(std::stop_token stop) {
  std::mutex mutex;
  std::condition_variable_any wake;
  std::unique_lock lock(mutex);
  while (const auto pause = Step(stop)) {
    if (wake.wait_for(lock, stop, *pause, [] { return false; }) || stop.stop_requested()) return;
  }
}

std::optional<Duration> FoldLoop::Step(std::stop_token stop) {
  const auto folded = store_.Fold(stop);
  if (folded) return kPause;
  if (folded.error().code() == ErrorCode::kUnavailable) {
    logger_.Warning("history not folded", {{"why", folded.error().In(Language::kEnglish)}});
    return kPauseWithoutRoom;
  }
  fatal_(folded.error());
  return std::nullopt;
}

}  // namespace xunjian
