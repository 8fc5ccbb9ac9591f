#include "agent/spool/spool.h"

#include <catch2/catch.hpp>
#include <limits>

#include "small_spool.h"
#include "tests/support/temp_folder.h"

namespace xunjian {
namespace {

constexpr std::size_t kAny = std::numeric_limits<std::size_t>::max();
using Seqs = std::vector<std::uint64_t>;

TEST_CASE("numbers rise from one, and records come back in order as they were") {
  SmallSpool spool;
  CHECK(spool->epoch() != 0);
  CHECK(spool->first_unacknowledged() == 0);
  const std::vector<SpoolEntry> entries{MakeEntry("a", "ok", "first"), MakeEntry("b", "", ""),
                                        MakeEntry("", "ok", std::string("\0\xFF\n", 3))};
  for (std::uint64_t i = 0; i < 3; ++i) CHECK(spool->Append(entries[i]).value() == i + 1);
  REQUIRE(spool->Sync().has_value());
  const SpoolSight sight = LookAt(*spool);
  CHECK(sight.gaps.empty());
  REQUIRE(sight.seqs() == Seqs{1, 2, 3});
  for (std::uint64_t i = 0; i < 3; ++i) CHECK(SameEntry(sight.records.at(i + 1), entries[i]));
  CHECK(spool->waiting() == 3);
  CHECK(spool->produced() == 3);
  CHECK(spool->first_unacknowledged() == 1);
  CHECK(spool->last() == 3);
}

TEST_CASE("a record is read only when it is safe on disk") {
  SmallSpool spool;
  spool.Fill(1);
  spool->Append(SmallSpool::Entry(2)).value();
  CHECK(LookAt(*spool).seqs() == Seqs{1});
  CHECK(spool->last() == 1);
}

TEST_CASE("a reading begins and ends where it is told, but gives at least one record") {
  SmallSpool spool;
  spool.Fill(40);
  const auto some = spool->Read(4, 3, kAny).value();
  REQUIRE(some.records.size() == 3);
  CHECK(some.records.front().seq == 4);
  CHECK(some.through == 6);
  CHECK(spool->Read(1, kAny, 1).value().records.size() == 1);
  const std::size_t row = SmallSpool::Entry(1).row.size();
  CHECK(spool->Read(1, kAny, 2 * (row + 4) + 2).value().records.size() == 2);
  CHECK(spool->Read(41, kAny, kAny).value().records.empty());
  CHECK(spool->Read(1, 0, kAny).value().records.empty());
  CHECK(spool->Read(1, kAny, kAny).value().through == 40);
}

TEST_CASE("the records of a reading share their shapes") {
  SmallSpool spool;
  spool.Fill(3);
  const auto reading = spool->Read(1, kAny, kAny).value();
  CHECK(reading.records[0].entry.shape == reading.records[2].entry.shape);
}

TEST_CASE("acknowledged records are read no more, in whatever order that came") {
  SmallSpool spool;
  spool.Fill(10);
  for (const auto& [first, last] : {std::pair{3, 4}, std::pair{8, 10}, std::pair{4, 5}}) {
    REQUIRE(spool->Acknowledge(static_cast<std::uint64_t>(first), static_cast<std::uint64_t>(last))
                .has_value());
  }
  CHECK(LookAt(*spool).seqs() == Seqs{1, 2, 6, 7});
  CHECK(spool->waiting() == 4);
  REQUIRE(spool->Acknowledge(1, 2).has_value());
  CHECK(spool->first_unacknowledged() == 6);
}

TEST_CASE("what nobody wrote cannot be acknowledged") {
  SmallSpool spool;
  spool.Fill(3);
  spool->Append(SmallSpool::Entry(4)).value();
  REQUIRE(spool->Acknowledge(2, std::numeric_limits<std::uint64_t>::max()).has_value());
  REQUIRE(spool->Sync().has_value());
  CHECK(LookAt(*spool).seqs() == Seqs{1, 4});
}

// Found by the simulator (seed 2974): a hello said that more waits than there is, and was refused.
TEST_CASE("what is not synced does not wait for the collector yet") {
  SmallSpool spool;
  spool->Append(SmallSpool::Entry(1)).value();
  CHECK(spool->last() == 0);
  CHECK(spool->first_unacknowledged() == 0);
  REQUIRE(spool->Sync().has_value());
  CHECK(spool->first_unacknowledged() == 1);
}

TEST_CASE("a restart keeps epoch, records, acknowledgements and the next number") {
  SmallSpool spool;
  spool.Fill(40);
  REQUIRE(spool->Acknowledge(1, 33).has_value());
  REQUIRE(spool->Acknowledge(36, 36).has_value());
  const std::uint64_t epoch = spool->epoch();
  spool.Restart();
  CHECK(spool->epoch() == epoch);
  CHECK(LookAt(*spool).seqs() == Seqs{34, 35, 37, 38, 39, 40});
  CHECK(LookAt(*spool).gaps.empty());
  CHECK(spool->produced() == 40);
  CHECK(spool->Append(SmallSpool::Entry(41)).value() == 41);
}

TEST_CASE("after a crash synced records are there, and the numbers it burnt are named") {
  SmallSpool spool;
  spool.Fill(5);
  spool.Reopen();
  const std::uint64_t next = spool->Append(SmallSpool::Entry(6)).value();
  REQUIRE(next > 6);
  REQUIRE(spool->Sync().has_value());
  const SpoolSight sight = LookAt(*spool);
  CHECK(sight.seqs() == Seqs{1, 2, 3, 4, 5, next});
  CHECK(sight.NumbersOf(GapReason::kVoid).ranges() == SeqRanges::Map{{6, next - 1}});
  CHECK(sight.produced() == 6);
  CHECK(spool->produced() == 6);
  // A gap is acknowledged as a record is.
  REQUIRE(spool->Acknowledge(1, next - 1).has_value());
  CHECK(LookAt(*spool).gaps.empty());
  CHECK(spool->first_unacknowledged() == next);
}

TEST_CASE("another folder is another epoch") {
  SmallSpool one;
  SmallSpool other;
  CHECK(one->epoch() != other->epoch());
}

TEST_CASE("an entry that is too long is refused and counted, and harms nothing") {
  SmallSpool spool;
  spool.Fill(1);
  const std::string too_long(Spool::kMaxEntry, 'x');
  CHECK(spool->Append(MakeEntry("a", "ok", too_long)).error().code() ==
        ErrorCode::kInvalidArgument);
  CHECK(spool->Append(MakeEntry(std::string(Spool::kMaxSeries + 1, 's'), "ok", "")).has_error());
  CHECK(spool->refused() == 2);
  CHECK(spool->Append(SmallSpool::Entry(4)).value() == 4);
  REQUIRE(spool->Sync().has_value());
  CHECK(spool->refused() == 0);
  const SpoolSight sight = LookAt(*spool);
  CHECK(sight.seqs() == Seqs{1, 4});
  CHECK(sight.NumbersOf(GapReason::kCap).ranges() == SeqRanges::Map{{2, 3}});
  CHECK(sight.CountOf(GapReason::kCap) == 2);
}

TEST_CASE("a record longer than a segment has one of its own") {
  SmallSpool spool;
  spool.Fill(1);
  const SpoolEntry large = MakeEntry("log", "ok", std::string(5000, 'x'));
  REQUIRE(spool->Append(large).has_value());
  REQUIRE(spool->Append(SmallSpool::Entry(3)).has_value());
  REQUIRE(spool->Sync().has_value());
  CHECK(SameEntry(LookAt(*spool).records.at(2), large));
}

TEST_CASE("on a real disk a spool is full, crashes, and starts with all it promised") {
  const TempFolder folder;
  PosixStorage storage;
  ManualClock clock;
  const std::uint64_t written = 400;
  {
    auto spool = Spool::Open(storage, folder / "spool", clock, kSmallSpool).value();
    for (std::uint64_t i = 1; i <= written; ++i) spool->Append(SmallSpool::Entry(i)).value();
    REQUIRE(spool->Sync().has_value());
    REQUIRE(spool->Acknowledge(1, 100).has_value());
  }
  auto spool = Spool::Open(storage, folder / "spool", clock, kSmallSpool).value();
  CHECK(spool->recovery().foreign_files == 0);
  const SpoolSight sight = LookAt(*spool);
  CHECK(sight.CountOf(GapReason::kCap) > 0);
  CHECK(sight.CountOf(GapReason::kDamage) == 0);
  CHECK(sight.records.rbegin()->second.row == SmallSpool::Entry(written).row);
  CHECK(spool->produced() == written);
}

}  // namespace
}  // namespace xunjian
