#include "collector/app/ticker.h"

#include <algorithm>
#include <utility>

namespace xunjian {
namespace {

constexpr Duration kInterval = std::chrono::seconds(1);

}  // namespace

Ticker::Ticker(boost::asio::any_io_executor executor, const Clock& clock, Engine& engine,
               const ServiceNotifier& notifier, std::function<void()> also)
    : timer_(std::move(executor)),
      clock_(clock),
      next_(clock.Steady() + kInterval),
      engine_(engine),
      notifier_(notifier),
      also_(std::move(also)) {
  Wait();
}

void Ticker::Wait() {
  timer_.expires_after(clock_.Nap(std::max(Duration::zero(), next_ - clock_.Steady())));
  // An end that is already queued can no longer be cancelled: it asks whether we are still there.
  timer_.async_wait([this, here = std::weak_ptr(here_)](const boost::system::error_code& error) {
    if (error || here.expired()) return;
    if (const SteadyTime now = clock_.Steady(); now >= next_) {
      next_ = now + kInterval;
      Tell();
      also_();
    }
    Wait();
  });
}

void Ticker::Tell() {
  (void)engine_.Submit(Tick{clock_.Steady()}, [&notifier = notifier_](const Result<Reply>& reply) {
    if (reply) notifier.WorkDone();
  });
}

}  // namespace xunjian
