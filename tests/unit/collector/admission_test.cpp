#include "collector/ingest/admission.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <vector>

namespace xunjian {
namespace {

using namespace std::chrono_literals;

constexpr SteadyTime kStart{1h};

std::function<double()> Always(double number) {
  return [number] { return number; };
}

std::function<double()> Seeded(std::uint64_t seed) {
  return [engine = std::mt19937_64(seed)]() mutable {
    return std::uniform_real_distribution<double>(0, 1)(engine);
  };
}

struct LetIn {
  std::vector<Duration> waited;  // how long after the beginning each was let in, sorted
  int sent_away = 0;
};

// Agents that come when they are told.
LetIn LetEverybodyIn(Admission& door, std::multimap<SteadyTime, int> coming) {
  LetIn in;
  while (!coming.empty()) {
    const auto [now, agent] = *coming.begin();
    coming.erase(coming.begin());
    if (const auto wait = door.Arrive(std::to_string(agent), now)) {
      REQUIRE(*wait > Duration::zero());
      coming.emplace(now + *wait, agent);
      ++in.sent_away;
    } else {
      in.waited.push_back(now - kStart);
    }
  }
  std::ranges::sort(in.waited);
  return in;
}

std::multimap<SteadyTime, int> Crowd(int agents, Duration within) {
  std::multimap<SteadyTime, int> coming;
  for (int agent = 0; agent < agents; ++agent) {
    coming.emplace(kStart + within * agent / agents, agent);
  }
  return coming;
}

TEST_CASE("a few agents come in at once") {
  Admission door({}, Always(0));
  for (int agent = 0; agent < 400; ++agent) {
    CHECK_FALSE(door.Arrive(std::to_string(agent), kStart));
  }
  CHECK(door.Arrive("one more", kStart));
  CHECK_FALSE(door.Arrive("later", kStart + 1s));
}

TEST_CASE("five thousand agents after a restart are in within sixty seconds, never over the rate") {
  Admission door({}, Seeded(1));
  const auto [waited, sent_away] = LetEverybodyIn(door, Crowd(5000, 2s));
  REQUIRE(waited.size() == 5000);
  CHECK(waited[5000 * 99 / 100] <= 60s);
  CHECK(waited.back() <= 30s);
  for (auto from = waited.begin(); from != waited.end(); ++from) {
    const auto to = std::upper_bound(from, waited.end(), *from + 1s);
    REQUIRE(to - from <= 400 + 2 * 200);
  }
  CHECK(sent_away < 5000);  // nobody twice
  CHECK(door.waiting() == 0);
}

TEST_CASE("who has a slot is let in when it comes back in it, whoever else is in line") {
  Admission door({.per_second = 1, .burst = 1}, Always(0));
  CHECK_FALSE(door.Arrive("a", kStart));
  CHECK(door.Arrive("b", kStart) == 1s);
  CHECK(door.Arrive("c", kStart) == 2s);
  CHECK(door.Arrive("b", kStart + 400ms) == 600ms);  // too early: the slot stays
  CHECK_FALSE(door.Arrive("b", kStart + 1s));
  CHECK_FALSE(door.Arrive("c", kStart + 50s));            // late, but expected
  CHECK(door.Arrive("c", kStart + 50s) == std::nullopt);  // the line is empty by now
}

TEST_CASE("a slot that is missed by more than a minute is lost") {
  Admission door({.per_second = 0.001, .burst = 1, .most = 10h}, Always(0));
  CHECK_FALSE(door.Arrive("a", kStart));
  CHECK(door.Arrive("b", kStart) == 1000s);
  CHECK(door.Arrive("c", kStart + 1061s).has_value());
  CHECK(door.Arrive("b", kStart + 1061s).value() > 1000s);
}

TEST_CASE("a wait is never shorter than the slot, and a little longer at random") {
  for (const double random : {0.0, 0.5, 0.999}) {
    Admission door({.per_second = 0.01, .burst = 1}, Always(random));
    door.Arrive("a", kStart);
    const Duration wait = door.Arrive("b", kStart).value();
    CHECK(wait >= 100s);
    CHECK(wait <= 105s);
  }
}

TEST_CASE("nobody is asked to wait for more than an hour, and those without a slot are spread") {
  for (const double random : {0.0, 0.999}) {
    Admission door({.per_second = 0.001, .burst = 1}, Always(random));
    door.Arrive("first", kStart);
    for (int agent = 0; agent < 10; ++agent) {
      const Duration wait = door.Arrive(std::to_string(agent), kStart).value();
      CHECK(wait <= 1h);
      CHECK(wait >= 1000s);
    }
    CHECK(door.waiting() == 3);  // 1000 s, 2000 s, 3000 s
  }
}

TEST_CASE("a closed door sends everybody away, not faster than it could let them in") {
  Admission door({.per_second = 1, .burst = 3}, Always(0));
  door.SetClosed(true);
  CHECK(door.Arrive("a", kStart) == 5s);
  CHECK(door.Arrive("b", kStart) == 6s);
  CHECK(door.Arrive("a", kStart + 5s).value() >= 5s);
  door.SetClosed(false);
  CHECK_FALSE(door.Arrive("b", kStart + 6s));
  CHECK_FALSE(door.Arrive("a", kStart + 15s));
}

}  // namespace
}  // namespace xunjian
