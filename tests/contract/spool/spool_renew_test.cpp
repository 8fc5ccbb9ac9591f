#include <catch2/catch.hpp>

#include "small_spool.h"
#include "tests/support/faulty_storage.h"

namespace xunjian {
namespace {

SeqRanges Numbers(std::uint64_t first, std::uint64_t last) {
  SeqRanges numbers;
  numbers.Add(first, last);
  return numbers;
}

std::vector<std::string> Rows(std::initializer_list<std::uint64_t> seqs) {
  std::vector<std::string> rows;
  for (std::uint64_t seq : seqs) rows.push_back(SmallSpool::Entry(seq).row);
  return rows;
}

TEST_CASE("a renewed spool has what waited under new numbers of a new epoch") {
  SmallSpool spool;
  spool.Fill(30);
  REQUIRE(spool->Acknowledge(1, 25).has_value());
  spool.Restart();
  const std::uint64_t epoch = spool->epoch();
  spool->Append(SmallSpool::Entry(31)).value();
  REQUIRE(spool->Sync().has_value());
  // The collector has other results under 31 and more: they came before the folder was put back.
  SeqRanges received = Numbers(1, 27);
  received.Add(31, 90);
  REQUIRE(spool->Renew(received).has_value());
  CHECK(spool->epoch() != epoch);
  for (int opening = 0; opening < 2; ++opening) {
    const SpoolSight sight = LookAt(*spool);
    CHECK(sight.rows() == Rows({28, 29, 30, 31}));
    CHECK(sight.seqs() == std::vector<std::uint64_t>{1, 2, 3, 4});
    CHECK(sight.gaps.empty());
    CHECK(spool->produced() == 4);
    spool.Restart();
    CHECK(spool->recovery().foreign_files == 0);
  }
}

// Found by the simulator (tests/simulation, seed 1): its results were taken for others' duplicates.
TEST_CASE("a copy that gave more numbers alone than it had forgotten is an old copy all the same") {
  SmallSpool spool;
  spool.Fill(30);
  spool.Restart();
  for (std::uint64_t i = 31; i <= 60; ++i) spool->Append(SmallSpool::Entry(i)).value();
  REQUIRE(spool->Sync().has_value());
  CHECK_FALSE(spool->IsOldCopy(Numbers(1, 30)));
  const SeqRanges received = Numbers(1, 40);  // 31 to 40 are somebody else's
  REQUIRE(received.Newest() < spool->last());
  CHECK(spool->IsOldCopy(received));
  REQUIRE(spool->Renew(received).has_value());
  CHECK(LookAt(*spool).records.size() == 30);
  CHECK(spool->produced() == 30);
}

TEST_CASE("what a spool gave away since it met its collector makes it no old copy") {
  SmallSpool spool;
  spool.Fill(30);
  CHECK(spool->Resume({}) == 0);
  CHECK_FALSE(spool->IsOldCopy(Numbers(1, 30)));
  CHECK(spool->IsOldCopy(Numbers(1, 31)));
}

TEST_CASE("results that only a gap counts are counted in the new epoch, too") {
  SmallSpool spool;
  spool.Fill(300);
  const SpoolSight before = LookAt(*spool);
  REQUIRE(before.CountOf(GapReason::kCap) > 0);
  REQUIRE(spool->Renew({}).has_value());
  const SpoolSight after = LookAt(*spool);
  CHECK(after.produced() == 300);
  CHECK(after.CountOf(GapReason::kCap) >= before.CountOf(GapReason::kCap));
  CHECK(after.rows().back() == before.rows().back());
}

TEST_CASE("a renewal that fails at any write leaves the old spool or the new one") {
  using Failed = FaultyStorage::Failed;
  using After = FaultyStorage::After;
  const auto [after, how] = GENERATE(table<After, Failed>({
      {After::kHealthy, Failed::kHalfWay},
      {After::kBroken, Failed::kHalfWay},
      {After::kHealthy, Failed::kAfterDoingAll},
      {After::kBroken, Failed::kAfterDoingAll},
  }));
  std::uint64_t fail_at = 1;
  for (bool failed = true; failed; ++fail_at) {
    INFO("the " << fail_at << "th change fails");
    SmallSpool old;
    old.Fill(40);
    REQUIRE(old->Acknowledge(1, 10).has_value());
    REQUIRE(old->Close().has_value());
    const std::string folder = old.folder();
    std::uint64_t added = 0;
    FaultyStorage storage(old.storage(), fail_at, after, how);
    {
      auto spool = Spool::Open(storage, folder, old.clock(), kSmallSpool);
      if (spool) static_cast<void>((*spool)->Renew(Numbers(1, 20)));
      // An agent goes on, where it can.
      if (spool && (*spool)->Append(SmallSpool::Entry(41)) && (*spool)->Sync()) added = 1;
    }
    failed = storage.failed();
    storage.LoseUnsynced();
    old.Reopen();
    const SpoolSight sight = LookAt(*old);
    const bool renewed = sight.records.begin()->second.row == SmallSpool::Entry(21).row;
    REQUIRE(sight.records.size() >= (renewed ? 20 : 30) + added);
    REQUIRE(sight.CountOf(GapReason::kDamage) == 0);
    REQUIRE(old->recovery().foreign_files == 0);
  }
  CHECK(fail_at > 10);
}

}  // namespace
}  // namespace xunjian
