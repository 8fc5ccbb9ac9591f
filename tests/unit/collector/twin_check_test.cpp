#include "collector/ingest/twin_check.h"

#include <catch2/catch.hpp>

namespace xunjian {
namespace {

using namespace std::chrono_literals;
using Kind = TwinCheck::Entry::Kind;
using Pair = TwinCheck::Pair;

constexpr SteadyTime kStart{};

}  // namespace

TEST_CASE("agents that are alone are let in, again and again") {
  TwinCheck check;
  CHECK(check.Arrive("a", 1, kStart).kind == Kind::kIn);
  CHECK(check.Arrive("b", 2, kStart).kind == Kind::kIn);
  CHECK_FALSE(check.Left(1));
  CHECK(check.Arrive("a", 3, kStart).kind == Kind::kIn);
  CHECK(check.TakeSilent(kStart + 1h).empty());
}

TEST_CASE("who answers while a newcomer waits makes it a copy") {
  TwinCheck check;
  check.Arrive("a", 1, kStart);
  const auto entry = check.Arrive("a", 2, kStart);
  REQUIRE(entry.kind == Kind::kAsk);
  CHECK(entry.older == 1);
  CHECK_FALSE(check.Answered(1, entry.nonce + 1));  // an answer to something else
  CHECK_FALSE(check.Answered(2, entry.nonce));      // the newcomer cannot speak for the other
  CHECK(check.Answered(1, entry.nonce) == Pair{1, 2});
  CHECK_FALSE(check.Answered(1, entry.nonce));
  CHECK_FALSE(check.Left(2));

  const auto again = check.Arrive("a", 3, kStart + 1min);  // and is one still when it tries again
  REQUIRE(again.kind == Kind::kAsk);
  CHECK(again.older == 1);
  CHECK_FALSE(check.Answered(1, entry.nonce));
}

TEST_CASE("a newcomer is in when the older stream ends, or says nothing for 5 s") {
  TwinCheck check;
  check.Arrive("a", 1, kStart);
  check.Arrive("a", 2, kStart);
  CHECK(check.Left(1) == StreamId(2));

  const auto entry = check.Arrive("a", 3, kStart);
  CHECK(entry.older == 2);
  CHECK(check.TakeSilent(kStart + 4999ms).empty());
  CHECK(check.TakeSilent(kStart + 5s) == std::vector<Pair>{{2, 3}});
  CHECK_FALSE(check.Answered(2, entry.nonce));  // too late
  CHECK_FALSE(check.Left(2));
  CHECK(check.Arrive("a", 4, kStart).older == 3);
}

TEST_CASE("one newcomer waits at a time, and one that gives up leaves no trace") {
  TwinCheck check;
  check.Arrive("a", 1, kStart);
  const auto entry = check.Arrive("a", 2, kStart);
  CHECK(check.Arrive("a", 3, kStart).kind == Kind::kCrowd);
  CHECK_FALSE(check.Left(3));
  CHECK_FALSE(check.Left(2));
  CHECK_FALSE(check.Answered(1, entry.nonce));
  CHECK(check.Arrive("a", 4, kStart).kind == Kind::kAsk);
}

}  // namespace xunjian
