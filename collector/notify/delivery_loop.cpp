#include "collector/notify/delivery_loop.h"

#include <utility>

namespace xunjian {

DeliveryLoop::DeliveryLoop(Pass pass)
    : pass_(std::move(pass)), thread_([this](const std::stop_token& stop) { Run(stop); }) {}

DeliveryLoop::~DeliveryLoop() { RequestStop(); }

void DeliveryLoop::RequestStop() { thread_.request_stop(); }

void DeliveryLoop::Wake() {
  {
    const std::lock_guard lock(mutex_);
    woken_ = true;
  }
  changed_.notify_one();
}

void DeliveryLoop::Run(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    woken_ = false;
    lock.unlock();
    const Duration wait = pass_(stop);
    lock.lock();
    if (wait > Duration::zero()) {
      changed_.wait_for(lock, stop, wait, [] { return false; });
    } else {
      changed_.wait_for(lock, stop, std::chrono::seconds(1), [this] { return woken_; });
    }
  }
}

}  // namespace xunjian
