#include "checks/api/window.h"

#include <catch2/catch.hpp>

#include "samples.h"

namespace xunjian {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using test::At;
using test::WindowOf;

Sample Count(double at, double value, std::string boot = "a") {
  return At(at, {{"errors_total", value, "count"}}, "eth0", std::move(boot));
}

TEST_CASE("a rate is growth over the time between two samples") {
  const Window window = WindowOf({Count(100, 10), Count(110, 60)});
  const auto rate = CounterRate(window, "eth0", "errors_total", seconds(10));
  REQUIRE(rate);
  CHECK(rate->per_second == Approx(5));
  CHECK(rate->delta == 50);
  CHECK(rate->span == seconds(10));
}

TEST_CASE("a rate reaches back to the nearest sample that covers the span") {
  const Window window = WindowOf({Count(0, 0), Count(60, 600), Count(120, 600), Count(180, 600)});
  CHECK(CounterRate(window, "eth0", "errors_total", seconds(60))->delta == 0);
  CHECK(CounterRate(window, "eth0", "errors_total", seconds(61))->span == seconds(120));
  CHECK(CounterRate(window, "eth0", "errors_total", seconds(180))->delta == 600);
  CHECK(CounterRate(window, "eth0", "errors_total", minutes(15))->span == seconds(180));
}

TEST_CASE("there is no rate without an earlier sample of that item and counter") {
  CHECK_FALSE(CounterRate(WindowOf({Count(100, 10)}), "eth0", "errors_total", seconds(10)));
  const Window window = WindowOf({Count(100, 10), Count(110, 60)});
  CHECK_FALSE(CounterRate(window, "eth1", "errors_total", seconds(10)));
  CHECK_FALSE(CounterRate(window, "eth0", "drops_total", seconds(10)));
}

TEST_CASE("there is no rate across a reboot, however high the counter is") {
  const Window window = WindowOf({Count(100, 10, "a"), Count(5000, 60, "b")});
  CHECK_FALSE(CounterRate(window, "eth0", "errors_total", seconds(10)));
}

TEST_CASE("a counter that fell gives no rate") {
  const Window window = WindowOf({Count(100, 60), Count(110, 10)});
  CHECK_FALSE(CounterRate(window, "eth0", "errors_total", seconds(10)));
}

TEST_CASE("a reset further back shortens the span instead of hiding in the sum") {
  const Window window = WindowOf({Count(0, 100), Count(60, 5), Count(120, 8), Count(180, 300)});
  const auto rate = CounterRate(window, "eth0", "errors_total", minutes(10));
  REQUIRE(rate);
  CHECK(rate->span == seconds(120));
  CHECK(rate->delta == 295);
}

TEST_CASE("a sample that lacks the item is stepped over") {
  const Window window = WindowOf({Count(0, 0), At(60, {{"x", 1, ""}}, "lo"), Count(120, 240)});
  CHECK(CounterRate(window, "eth0", "errors_total", seconds(60))->per_second == Approx(2));
}

TEST_CASE("the last run serves where the window holds one sample only") {
  Window window = WindowOf({Count(7200, 100)});
  window.last_run = Count(3600, 40);
  CHECK(CounterRate(window, "eth0", "errors_total", seconds(60))->span == seconds(3600));
  window.last_run->boot_id = "before";
  CHECK_FALSE(CounterRate(window, "eth0", "errors_total", seconds(60)));
}

TEST_CASE("a step of the wall clock does not change a rate") {
  Window window = WindowOf({Count(100, 10), Count(110, 60)});
  window.samples[1].at -= std::chrono::hours(5000);
  CHECK(CounterRate(window, "eth0", "errors_total", seconds(10))->per_second == Approx(5));
}

TEST_CASE("a growth too small reaches back, not past a reset, a reboot or the window's span") {
  struct Row {
    const char* says;
    std::vector<Sample> samples;
    double since;  // uptime in seconds
  };
  for (const Row& row :
       {Row{"enough at once", {Count(60, 0), Count(120, 0), Count(180, 20)}, 120},
        Row{"as far as it takes", {Count(0, 0), Count(60, 0), Count(120, 12), Count(180, 24)}, 60},
        Row{"as far as there is", {Count(60, 0), Count(120, 1), Count(180, 2)}, 60},
        Row{"a reset", {Count(60, 90), Count(120, 1), Count(180, 2)}, 120},
        Row{"the span", {Count(60, 0), Count(120, 0), Count(1080, 1), Count(1140, 2)}, 120}}) {
    INFO(row.says);
    const Window window = WindowOf(row.samples);
    const Sample* since =
        SampleSince(window, window.samples.size() - 1, "eth0", "errors_total", 20);
    REQUIRE(since);
    CHECK(since->uptime == std::chrono::duration<double>(row.since));
  }
  Window rebooted = WindowOf({Count(60, 0), Count(120, 1), Count(180, 2)});
  rebooted.samples[0].boot_id = "before";
  CHECK(SampleSince(rebooted, 2, "eth0", "errors_total", 20)->uptime == seconds(120));
  CHECK_FALSE(SampleSince(rebooted, 1, "eth0", "errors_total", 20));
}

TEST_CASE("appended samples keep the span and one sample at its edge") {
  Window window;
  for (int i = 0; i <= 40; ++i) AppendSample(window, Count(i * 60, i));
  CHECK(window.newest().uptime == minutes(40));
  CHECK(window.samples.front().uptime == minutes(25));
  REQUIRE(window.last_run);
  CHECK(window.last_run->uptime == minutes(39));
}

TEST_CASE("a sample from before a long silence leaves the window but stays the last run") {
  Window window;
  AppendSample(window, Count(0, 0));
  AppendSample(window, Count(7200, 9));
  CHECK(window.samples.size() == 1);
  CHECK(window.last_run->uptime == seconds(0));
}

TEST_CASE("a wall clock stepped back does not make the window grow without end") {
  Window window;
  for (int i = 0; i < 100; ++i) {
    Sample sample = Count(i * 60, i);
    sample.at = Timestamp(std::chrono::hours(1000 - i));
    AppendSample(window, std::move(sample));
  }
  CHECK(window.samples.size() == 16);
}

}  // namespace
}  // namespace xunjian
