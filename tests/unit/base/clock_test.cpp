#include "base/clock.h"

#include <catch2/catch.hpp>
#include <stdexcept>

#include "tests/support/manual_clock.h"

namespace xunjian {

using namespace std::chrono_literals;

TEST_CASE("the system clock stamps the present and measures without going back") {
  const SystemClock clock;
  const SteadyTime before = clock.Steady();
  CHECK(clock.Now() > ParseRfc3339("2026-01-01T00:00:00Z").value());
  CHECK(clock.Steady() >= before);
}

TEST_CASE("a manual clock stands still until it is moved") {
  ManualClock clock;
  const Timestamp now = clock.Now();
  const SteadyTime steady = clock.Steady();
  CHECK(clock.Now() == now);
  clock.Advance(90s);
  CHECK(clock.Now() == now + 90s);
  CHECK(clock.Steady() == steady + 90s);
}

TEST_CASE("the wall clock may jump either way; the steady clock does not notice") {
  ManualClock clock;
  const SteadyTime steady = clock.Steady();
  clock.JumpWallClock(-24h * 3650);
  CHECK(clock.Now() == ManualClock::kStart - 24h * 3650);
  clock.JumpWallClock(24h);
  CHECK(clock.Steady() == steady);
}

TEST_CASE("time never passes backwards") {
  ManualClock clock;
  CHECK_THROWS_AS(clock.Advance(-1ns), std::invalid_argument);
}

}  // namespace xunjian
