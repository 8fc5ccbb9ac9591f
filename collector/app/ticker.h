#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <memory>

#include "base/clock.h"
#include "base/service_notifier.h"
#include "collector/engine/engine.h"

namespace xunjian {

// Tells the engine, and `also`, every second that time passes, and systemd that the collector
// works: only a tick that was decided and committed counts, or answered because the disk is full.
// On `executor` alone, its destructor too; the others outlive it.
class Ticker {
 public:
  Ticker(boost::asio::any_io_executor executor, const Clock& clock, Engine& engine,
         const ServiceNotifier& notifier, std::function<void()> also);

 private:
  void Wait();
  void Tell();

  const std::shared_ptr<int> here_ = std::make_shared<int>();
  boost::asio::steady_timer timer_;
  const Clock& clock_;
  SteadyTime next_;
  Engine& engine_;
  const ServiceNotifier& notifier_;
  const std::function<void()> also_;
};

}  // namespace xunjian
