#include "collector/app/ticker.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <catch2/catch.hpp>
#include <optional>
#include <thread>

#include "tests/support/stored_collector.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

// The timer's end waits behind what destroys the ticker: cancelling comes too late for it.
TEST_CASE("a ticker that goes while its timer's end is already queued does not tick on") {
  StoredCollector core;
  const ServiceNotifier notifier;
  boost::asio::io_context io;
  std::optional<Ticker> ticker;
  ticker.emplace(io.get_executor(), core.clock, core.engine(), notifier, [] {});
  boost::asio::post(io, [&ticker] { ticker.reset(); });
  std::this_thread::sleep_for(20ms);
  io.run_for(1s);
  CHECK(io.stopped());  // nothing is left to wait for
}

}  // namespace
}  // namespace xunjian
