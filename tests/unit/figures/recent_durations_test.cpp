#include "figures/recent_durations.h"

#include <catch2/catch.hpp>
#include <thread>
#include <vector>

namespace xunjian {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr SteadyTime kNow{std::chrono::hours(7)};

TEST_CASE("nothing was measured: zero, and it says that it speaks of nothing") {
  const RecentDurations durations;
  CHECK(durations.Read(kNow) == DurationFigures{});
}

TEST_CASE("of a thousand durations the percentiles are right within a sixteenth, never too small") {
  RecentDurations durations;
  for (int i = 1; i <= 1000; ++i) durations.Add(microseconds(100 * i), kNow);
  const DurationFigures figures = durations.Read(kNow);
  CHECK(figures.count == 1000);
  CHECK(figures.recent == 1000);
  CHECK(figures.total == microseconds(100) * 500'500);
  CHECK(figures.p50 >= milliseconds(50));
  CHECK(figures.p50 <= milliseconds(50) * 17 / 16);
  CHECK(figures.p99 >= milliseconds(99));
  CHECK(figures.p99 <= milliseconds(99) * 17 / 16);
}

TEST_CASE("a percentile holds for one duration of any length") {
  const auto took = GENERATE(microseconds(0), microseconds(1), microseconds(15), microseconds(16),
                             microseconds(17), microseconds(31), microseconds(32),
                             microseconds(1'000'000), microseconds(3'600'000'000));
  RecentDurations durations;
  durations.Add(took, kNow);
  const DurationFigures figures = durations.Read(kNow);
  CHECK(figures.p99 >= took);
  CHECK(figures.p99 <= took * 17 / 16);
  CHECK(figures.p50 == figures.p99);
}

TEST_CASE("one slow one in a hundred is not the ninety-ninth, two are") {
  RecentDurations durations;
  for (int i = 0; i < 99; ++i) durations.Add(milliseconds(1), kNow);
  durations.Add(seconds(1), kNow);
  CHECK(durations.Read(kNow).p99 < milliseconds(2));
  durations.Add(seconds(1), kNow);
  CHECK(durations.Read(kNow).p99 >= seconds(1));
}

TEST_CASE("what is older than a minute is out of the percentiles and stays in the count") {
  RecentDurations durations;
  durations.Add(seconds(9), kNow);
  CHECK(durations.Read(kNow + seconds(49)).recent == 1);
  CHECK(durations.Read(kNow + seconds(60)).recent == 0);
  durations.Add(milliseconds(2), kNow + seconds(61));
  const DurationFigures figures = durations.Read(kNow + seconds(61));
  CHECK(figures.p99 < milliseconds(3));
  CHECK(figures.count == 2);
  CHECK(figures.total == seconds(9) + milliseconds(2));
}

TEST_CASE("a duration below zero or beyond an hour is kept within what can be said") {
  RecentDurations durations;
  durations.Add(-seconds(1), kNow);
  CHECK(durations.Read(kNow).p99 == Duration::zero());
  CHECK(durations.Read(kNow).total == Duration::zero());
  durations.Add(std::chrono::hours(24 * 365), kNow);
  CHECK(durations.Read(kNow).p99 >= std::chrono::hours(1));
}

TEST_CASE("threads that measure at once lose nothing") {
  RecentDurations durations;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&durations] {
      for (int n = 0; n < 10'000; ++n) durations.Add(microseconds(n), kNow);
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(durations.Read(kNow).count == 40'000);
  CHECK(durations.Read(kNow).recent == 40'000);
}

}  // namespace
}  // namespace xunjian
