#include "collector/app/ticker.h"

#include <utility>

namespace xunjian {

Ticker::Ticker(boost::asio::any_io_executor executor, Engine& engine,
               const ServiceNotifier& notifier)
    : timer_(std::move(executor)), engine_(engine), notifier_(notifier) {
  Wait();
}

void Ticker::Wait() {
  timer_.expires_after(std::chrono::seconds(1));
  timer_.async_wait([this](const boost::system::error_code& cancelled) {
    if (cancelled) return;
    Tell();
    Wait();
  });
}

// A full queue refuses the tick: then no work is reported either, and the watchdog has its say.
void Ticker::Tell() {
  (void)engine_.Submit(Tick{}, [&notifier = notifier_](const Result<Reply>& reply) {
    if (reply) notifier.WorkDone();
  });
}

}  // namespace xunjian
