#include <catch2/catch.hpp>

#include "small_spool.h"

namespace xunjian {
namespace {

using std::chrono::hours;

constexpr SpoolOptions kRoomy{.segment_bytes = 1 << 10, .max_bytes = 1 << 20};
constexpr Duration kTenYears = hours(24 * 3653);

SeqRanges Numbers(std::uint64_t first, std::uint64_t last) {
  SeqRanges numbers;
  numbers.Add(first, last);
  return numbers;
}

TEST_CASE("a collector restored from a backup gets back what it lacks") {
  SmallSpool spool(kRoomy);
  spool.Fill(100);
  REQUIRE(spool->Acknowledge(1, 100).has_value());
  CHECK(LookAt(*spool).told.empty());
  SECTION("at once") {}
  SECTION("after a restart") { spool.Restart(); }
  SECTION("a day later, not quite") {
    spool.clock().Advance(hours(23));
    spool.Restart();
  }
  CHECK(spool->Resume(Numbers(1, 40)) == 60);
  const SpoolSight sight = LookAt(*spool);
  CHECK(sight.told.Within(1, 100) == Numbers(41, 100));
  CHECK(sight.rows().front() == SmallSpool::Entry(41).row);
}

TEST_CASE("what the collector has counts as acknowledged") {
  SmallSpool spool(kRoomy);
  spool.Fill(100);
  CHECK(spool->Resume(Numbers(1, 70)) == 0);
  CHECK(LookAt(*spool).told == Numbers(71, 100));
  spool.Restart();
  CHECK(LookAt(*spool).told == Numbers(71, 100));
}

TEST_CASE("a day after they were acknowledged, records are gone") {
  SmallSpool spool(kRoomy);
  spool.Fill(100);
  REQUIRE(spool->Acknowledge(1, 100).has_value());
  const std::uint64_t before = spool->bytes();
  SECTION("while the agent runs") {
    spool.clock().Advance(hours(25));
    REQUIRE(spool->Sync().has_value());
  }
  SECTION("while it was off") {
    spool.Restart();
    spool.clock().Advance(hours(25));
    spool.Restart();
  }
  CHECK(spool->bytes() < before / 4);
  const std::uint64_t back = spool->Resume({});
  CHECK(back < 20);
  CHECK(LookAt(*spool).told.Count() == back);
  CHECK(LookAt(*spool).CountOf(GapReason::kDamage) == 0);
}

TEST_CASE("acknowledged records have a room of their own size") {
  SpoolOptions options = kRoomy;
  options.keep_bytes = 3 << 10;
  SmallSpool spool(options);
  spool.Fill(1000);
  REQUIRE(spool->Acknowledge(1, 1000).has_value());
  CHECK(spool->bytes() <= (4 << 10));
  const std::uint64_t back = spool->Resume({});
  CHECK(back > 20);
  CHECK(back < 60);
}

TEST_CASE("a clock that jumps ten years deletes nothing that waits, and keeps nothing for ever") {
  const Duration jump = GENERATE(kTenYears, -kTenYears);
  SmallSpool spool(kRoomy);
  spool.Fill(100);
  REQUIRE(spool->Acknowledge(1, 60).has_value());
  spool.clock().JumpWallClock(jump);
  if (GENERATE(false, true)) spool.Restart();
  REQUIRE(spool->Sync().has_value());
  CHECK(LookAt(*spool).told == Numbers(61, 100));
  REQUIRE(spool->Acknowledge(61, 100).has_value());
  spool.Restart();
  spool.clock().Advance(hours(25));
  REQUIRE(spool->Sync().has_value());
  CHECK(spool->bytes() < 2000);
}

TEST_CASE("a gap that was acknowledged comes back with the records around it") {
  SmallSpool spool(kRoomy);
  spool.Fill(5);
  spool.Reopen();
  const std::uint64_t next = spool->Append(SmallSpool::Entry(6)).value();
  REQUIRE(spool->Sync().has_value());
  REQUIRE(spool->Acknowledge(1, next).has_value());
  CHECK(spool->Resume({}) == next);
  CHECK(LookAt(*spool).NumbersOf(GapReason::kVoid) == Numbers(6, next - 1));
}

}  // namespace
}  // namespace xunjian
