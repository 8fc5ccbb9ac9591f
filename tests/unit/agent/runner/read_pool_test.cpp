#include "agent/runner/read_pool.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <future>
#include <stdexcept>

#include "checks/api/reasons.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

constexpr auto kPatience = 20s;

Reading OneItem(const std::string& name) {
  Observation observation;
  observation.items.push_back({name, {}, {}});
  return observation;
}

std::future<Reading> Submit(ReadPool& pool, ReadPool::Read read, Duration limit = 10s) {
  auto promise = std::make_shared<std::promise<Reading>>();
  std::future<Reading> future = promise->get_future();
  pool.Submit(std::move(read), limit,
              [promise](Reading reading) { promise->set_value(std::move(reading)); });
  return future;
}

Reading Take(std::future<Reading>& future) {
  REQUIRE(future.wait_for(kPatience) == std::future_status::ready);
  return future.get();
}

// A door that reads hang at until the test opens it.
class Door {
 public:
  ReadPool::Read Hang() {
    return [open = open_] {
      open.wait();
      return OneItem("late");
    };
  }
  void Open() { promise_.set_value(); }

 private:
  std::promise<void> promise_;
  std::shared_future<void> open_{promise_.get_future()};
};

void AwaitNoneAbandoned(const ReadPool& pool) {
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (pool.abandoned() > 0 && std::chrono::steady_clock::now() < end) std::this_thread::yield();
  CHECK(pool.abandoned() == 0);
}

TEST_CASE("reads give their own answers") {
  ReadPool pool({.workers = 2});
  std::vector<std::future<Reading>> futures;
  for (int i = 0; i < 50; ++i) {
    futures.push_back(Submit(pool, [i] { return OneItem(std::to_string(i)); }));
  }
  for (int i = 0; i < 50; ++i) {
    const Reading reading = Take(futures[i]);
    REQUIRE(reading.has_value());
    CHECK(reading->items[0].item == std::to_string(i));
  }
  CHECK(pool.healthy());
}

TEST_CASE("a read that hangs is UNKNOWN timeout; its worker is replaced, its late answer dropped") {
  Door door;
  ReadPool pool({.workers = 1, .most_abandoned = 4, .grace = 1ms});
  std::future<Reading> hung = Submit(pool, door.Hang(), 20ms);
  const Reading reading = Take(hung);
  REQUIRE_FALSE(reading.has_value());
  CHECK(reading.error().outcome == Outcome::kUnknown);
  CHECK(reading.error().code == reason::kTimeout);
  CHECK(reading.error().arguments == std::vector<Argument>{{"limit", "20ms"}});
  CHECK(pool.abandoned() == 1);

  std::future<Reading> next = Submit(pool, [] { return OneItem("next"); });
  CHECK(Take(next).has_value());
  CHECK(pool.healthy());
  door.Open();
  AwaitNoneAbandoned(pool);
}

TEST_CASE("beyond the bound nothing is replaced and the pool says it is ill") {
  Door door;
  ReadPool pool({.workers = 1, .most_abandoned = 1, .grace = 1ms});
  std::future<Reading> first = Submit(pool, door.Hang(), 5ms);
  Take(first);
  CHECK(pool.healthy());
  std::future<Reading> second = Submit(pool, door.Hang(), 5ms);
  Take(second);
  CHECK_FALSE(pool.healthy());

  std::future<Reading> third = Submit(
      pool, [] { return OneItem("never"); }, 5ms);
  const Reading reading = Take(third);
  REQUIRE_FALSE(reading.has_value());
  CHECK(reading.error().outcome == Outcome::kSkipped);
  CHECK(reading.error().code == reason::kOverload);
  door.Open();
  AwaitNoneAbandoned(pool);
}

TEST_CASE("an exception out of a read costs that one result") {
  ReadPool pool({.workers = 1});
  std::future<Reading> thrown =
      Submit(pool, []() -> Reading { throw std::runtime_error("a bug"); });
  const Reading reading = Take(thrown);
  REQUIRE_FALSE(reading.has_value());
  CHECK(reading.error().outcome == Outcome::kUnknown);
  std::future<Reading> next = Submit(pool, [] { return OneItem("next"); });
  CHECK(Take(next).has_value());
}

TEST_CASE("the end of the pool waits for reads under way") {
  std::atomic<bool> finished = false;
  {
    ReadPool pool({.workers = 1});
    std::promise<void> started;
    pool.Submit(
        [&] {
          started.set_value();
          std::this_thread::yield();
          finished = true;
          return OneItem("x");
        },
        10s, [](const Reading&) {});
    started.get_future().wait();
  }
  CHECK(finished);
}

}  // namespace
}  // namespace xunjian
