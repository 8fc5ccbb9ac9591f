#include "collector/notify/delivery_loop.h"

#include <utility>

namespace xunjian {

DeliveryLoop::DeliveryLoop(Notifier notifier)
    : notifier_(std::move(notifier)), thread_([this] { Run(); }) {}

DeliveryLoop::~DeliveryLoop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void DeliveryLoop::Wake() {
  {
    const std::lock_guard lock(mutex_);
    woken_ = true;
  }
  changed_.notify_one();
}

void DeliveryLoop::Run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    woken_ = false;
    lock.unlock();
    notifier_.DeliverDue();
    lock.lock();
    changed_.wait_for(lock, std::chrono::seconds(1), [this] { return woken_ || stopping_; });
  }
}

}  // namespace xunjian
