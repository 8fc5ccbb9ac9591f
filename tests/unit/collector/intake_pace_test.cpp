#include "collector/ingest/intake_pace.h"

#include <catch2/catch.hpp>

namespace xunjian {
namespace {

using namespace std::chrono_literals;

constexpr SteadyTime kStart{1h};

struct Message {
  std::uint64_t results = 0;
  std::uint64_t bytes = 0;
};

// How long an agent that sends whenever it may needs for so many of these.
Duration TimeFor(IntakePace& pace, int messages, Message message) {
  SteadyTime now = kStart;
  for (int i = 0; i < messages; ++i) now = pace.Take("a", message.results, message.bytes, now);
  return now - kStart;
}

TEST_CASE("an agent within its pace is never held back") {
  IntakePace pace;
  // What each agent of the ingest benchmark sends: 500 results a second, 250 a batch.
  for (SteadyTime now = kStart; now < kStart + 60s; now += 500ms) {
    REQUIRE(pace.Take("a", 250, 250 * 13, now) == now);
  }
}

TEST_CASE("what is more than an agent's pace takes its time") {
  struct Row {
    const char* what;
    int messages;
    Message message;
    Duration least;
    Duration most;
  };
  // A burst is free, the rest comes at 2,000 results or 1 MiB a second.
  for (const Row& row : {
           Row{"the burst", 8, {1000, 13'000}, 0s, 0s},
           Row{"two bursts", 16, {1000, 13'000}, 3999ms, 4s},
           Row{"a week at 25 a minute", 252, {1000, 13'000}, 121s, 122s},
           Row{"a week at 120 a minute", 1210, {1000, 13'000}, 600s, 602s},
           Row{"bytes count too", 64, {1, 1 << 20}, 55s, 57s},
       }) {
    INFO(row.what);
    IntakePace pace;
    const Duration took = TimeFor(pace, row.messages, row.message);
    CHECK(took >= row.least);
    CHECK(took <= row.most);
  }
}

TEST_CASE("one agent's flood is not another's") {
  IntakePace pace;
  for (int i = 0; i < 100; ++i) pace.Take("a", 1000, 1000, kStart);
  CHECK(pace.Take("a", 1000, 1000, kStart) > kStart);
  CHECK(pace.Take("b", 1000, 1000, kStart) == kStart);
}

TEST_CASE("time gives an agent its burst back, and no more than that") {
  IntakePace pace;
  for (int i = 0; i < 8; ++i) pace.Take("a", 1000, 1, kStart);
  CHECK(pace.Take("a", 1000, 1, kStart) == kStart + 500ms);
  const SteadyTime later = kStart + 1h;
  for (int i = 0; i < 8; ++i) CHECK(pace.Take("a", 1000, 1, later) == later);
  CHECK(pace.Take("a", 1000, 1, later) == later + 500ms);
}

TEST_CASE("only agents with something left to work off are remembered") {
  IntakePace pace;
  pace.Take("a", 1000, 1, kStart);
  pace.Take("b", 2000, 1, kStart);
  pace.ForgetSettled(kStart + 600ms);
  CHECK(pace.agents() == 1);
  pace.ForgetSettled(kStart + 1s);
  CHECK(pace.agents() == 0);
}

}  // namespace
}  // namespace xunjian
