#include "agent/app/spool_keeper.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>

#include "checks/api/reasons.h"
#include "tests/support/faulty_storage.h"
#include "tests/support/manual_clock.h"
#include "tests/support/memory_storage.h"
#include "tests/support/quiet_logger.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

CheckResult OkResult() {
  CheckResult result;
  result.check = "host.perf.load";
  result.assignment = "rule/host.perf.load";
  result.observed_at = ManualClock::kStart;
  ItemResult item;
  item.outcome = Outcome::kOk;
  item.code = reason::kOk;
  result.items.push_back(item);
  return result;
}

// A keeper whose disk fails at its n-th change, with one result that is safe.
class KeeperWorld {
 public:
  explicit KeeperWorld(std::uint64_t fail_at,
                       FaultyStorage::After after = FaultyStorage::After::kHealthy)
      : storage_(memory_, fail_at, after) {
    SpoolKeeper::Events events;
    events.synced = [this](SpoolState told) { state = told; };
    events.read = [](const SpoolPart&) {};
    events.reconciled = [] {};
    events.failed = [this](const Error&) { ++failures; };
    auto spool = Spool::Open(storage_, "spool", clock_, {.reserve_bytes = 0}).value();
    keeper_ = std::make_unique<SpoolKeeper>(io_.get_executor(), std::move(spool), std::move(events),
                                            logger_);
    Append(true);
    REQUIRE(RunUntil([this] { return state.last_seq == 1; }));
  }

  void Append(bool urgent) { keeper_->Append(OkResult(), urgent); }

  // Everything asked for so far was done, and what came of it was heard.
  bool Settle() {
    bool done = false;
    keeper_->Echo([&done] { done = true; });
    return RunUntil([&done] { return done; });
  }

  // False after ten seconds.
  bool RunUntil(const std::function<bool()>& holds) {
    const auto end = std::chrono::steady_clock::now() + 10s;
    while (!holds() && std::chrono::steady_clock::now() < end) io_.run_one_for(100ms);
    return holds();
  }

  std::uint64_t changes() const { return storage_.changes(); }

  SpoolState state;
  int failures = 0;

 private:
  MemoryStorage memory_;
  FaultyStorage storage_;
  ManualClock clock_;
  QuietLogger logger_;
  boost::asio::io_context io_;
  const boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{
      io_.get_executor()};
  std::unique_ptr<SpoolKeeper> keeper_;
};

// The change that writes the second result.
std::uint64_t SecondResult() { return KeeperWorld(0).changes() + 1; }

// Nothing is left to sync then, so that no later sync would tell of it.
TEST_CASE("a record that the disk does not take back ends the agent, though nothing waits") {
  KeeperWorld world(SecondResult(), FaultyStorage::After::kBroken);
  world.Append(false);
  REQUIRE(world.Settle());
  CHECK(world.failures == 1);

  world.Append(true);
  REQUIRE(world.Settle());
  CHECK(world.failures == 1);
}

TEST_CASE("a record that could not be written costs one result, and not the agent") {
  KeeperWorld world(SecondResult());
  world.Append(false);
  REQUIRE(world.Settle());
  CHECK(world.failures == 0);

  world.Append(true);
  REQUIRE(world.RunUntil([&world] { return world.state.produced == 3; }));
  CHECK(world.state.refused == 0);
  CHECK(world.failures == 0);
}

}  // namespace
}  // namespace xunjian
