#include <catch2/catch.hpp>

#include "small_spool.h"

namespace xunjian {
namespace {

// Every 20th result changes its outcome, and the next one changes it back.
std::string ShapeAt(std::uint64_t i) { return i % 20 == 0 ? "critical" : "ok"; }
bool IsChange(std::uint64_t i) { return i == 1 || (i > 19 && i % 20 <= 1); }

void FillWithChanges(SmallSpool& spool, std::uint64_t records) {
  for (std::uint64_t i = 1; i <= records; ++i) {
    spool->Append(SmallSpool::Entry(i, ShapeAt(i))).value();
    REQUIRE(spool->bytes() <= kSmallSpool.max_bytes);
  }
  REQUIRE(spool->Sync().has_value());
}

TEST_CASE("without room steady records merge, counted, and every change is kept") {
  SmallSpool spool;
  const std::uint64_t written = 300;
  FillWithChanges(spool, written);
  for (int opening = 0; opening < 2; ++opening) {
    const SpoolSight sight = LookAt(*spool);
    CHECK(sight.told.ranges() == SeqRanges::Map{{1, written}});
    CHECK(sight.produced() == written);
    CHECK(spool->produced() == written);
    CHECK(sight.CountOf(GapReason::kCap) > 50);
    CHECK(sight.NumbersOf(GapReason::kCap).Count() == sight.CountOf(GapReason::kCap));
    for (std::uint64_t i = 1; i <= written; ++i) {
      if (IsChange(i)) CHECK(sight.records.count(i) == 1);
    }
    spool.Restart();
  }
}

TEST_CASE("what is merged says from when to when") {
  SmallSpool spool;
  for (std::uint64_t i = 1; i <= 200; ++i) {
    SpoolEntry entry = SmallSpool::Entry(i);
    entry.at = Timestamp(std::chrono::minutes(i));
    spool->Append(entry).value();
  }
  REQUIRE(spool->Sync().has_value());
  const ResultGap gap = LookAt(*spool).gaps.at(0);
  CHECK(gap.first_at == Timestamp(std::chrono::minutes(2)));  // the first one is a change
  CHECK(gap.last_at == Timestamp(std::chrono::minutes(gap.seqs.ranges().rbegin()->second)));
}

TEST_CASE("only when nothing is steady the oldest changes merge") {
  SmallSpool spool;
  const std::uint64_t written = 3000;
  for (std::uint64_t i = 1; i <= written; ++i) {
    spool->Append(SmallSpool::Entry(i, i % 2 == 0 ? "ok" : "critical")).value();
    REQUIRE(spool->bytes() <= kSmallSpool.max_bytes);
  }
  REQUIRE(spool->Sync().has_value());
  const SpoolSight sight = LookAt(*spool);
  CHECK(sight.told.ranges() == SeqRanges::Map{{1, written}});
  CHECK(sight.produced() == written);
  const auto merged = sight.NumbersOf(GapReason::kCap).ranges();
  REQUIRE(merged.size() == 1);
  CHECK(merged.begin()->first == 1);
  CHECK(sight.records.size() > 40);
  CHECK(spool.storage().List(spool.folder()).value().size() < 26);
}

TEST_CASE("acknowledged records make room before any other loses something") {
  SmallSpool spool;
  for (std::uint64_t i = 1; i <= 2000; ++i) {
    spool->Append(SmallSpool::Entry(i)).value();
    REQUIRE(spool->Sync().has_value());
    if (i > 20) REQUIRE(spool->Acknowledge(i - 20, i - 20).has_value());
    REQUIRE(spool->bytes() <= kSmallSpool.max_bytes);
  }
  const SpoolSight sight = LookAt(*spool);
  CHECK(sight.gaps.empty());
  CHECK(sight.records.size() == 20);
}

TEST_CASE("records acknowledged in the middle are not counted among the merged ones") {
  SmallSpool spool;
  spool.Fill(60);
  REQUIRE(spool->Acknowledge(10, 30).has_value());
  for (std::uint64_t i = 61; i <= 300; ++i) spool->Append(SmallSpool::Entry(i)).value();
  REQUIRE(spool->Sync().has_value());
  for (int opening = 0; opening < 2; ++opening) {
    const SpoolSight sight = LookAt(*spool);
    CHECK(sight.told.ranges() == SeqRanges::Map{{1, 9}, {31, 300}});
    CHECK(sight.produced() == 279);
    spool.Restart();
  }
}

}  // namespace
}  // namespace xunjian
