#include <catch2/catch.hpp>
#include <limits>

#include "small_spool.h"
#include "spool_promises.h"
#include "tests/support/faulty_storage.h"

namespace xunjian {
namespace {

using After = FaultyStorage::After;
using Failed = FaultyStorage::Failed;

constexpr std::size_t kAny = std::numeric_limits<std::size_t>::max();
constexpr SpoolOptions kOptions{
    .segment_bytes = 512, .max_bytes = 3 << 10, .reserve_bytes = 256, .keep_bytes = 1 << 10};

// An agent's day: rounds of results, some acknowledged late and out of order, a collector that was
// restored, more than there is room for. Goes on after errors, as an agent does.
void Work(Spool& spool, ManualClock& clock, SpoolPromises& promises) {
  std::uint64_t written = 0;
  for (int round = 0; round < 14; ++round) {
    for (int i = 0; i < 5; ++i) {
      ++written;
      const SpoolEntry entry = SmallSpool::Entry(written, written % 7 == 0 ? "critical" : "ok");
      if (const auto seq = spool.Append(entry)) promises.Appended(*seq, entry);
    }
    static_cast<void>(spool.Sync());
    promises.Synced(spool);
    clock.Advance(std::chrono::hours(3));
    const auto reading = spool.Read(1, 7, kAny);
    if (!reading) continue;
    for (const SpoolRecord& record : reading->records) {
      if (round % 3 == 0 || record.seq % 3 == 0) continue;
      static_cast<void>(spool.Acknowledge(record.seq, record.seq));
      promises.Acknowledged(record.seq, record.seq);
    }
    if (round == 8) {
      SeqRanges received;
      received.Add(1, 4);
      spool.Resume(received);
      promises.Resumed(received);
    }
  }
}

void CheckAfterRestart(FileStorage& storage, const std::string& folder, const Clock& clock,
                       SpoolPromises& promises) {
  auto spool = Spool::Open(storage, folder, clock, kOptions);
  REQUIRE(spool.has_value());
  promises.Crashed();
  promises.Check(**spool, LookAt(**spool));
  const SpoolEntry next = SmallSpool::Entry(0, "next");
  promises.Appended((*spool)->Append(next).value(), next);
}

TEST_CASE("whatever change fails, every number is accounted for, and none is given twice") {
  // Not among them: a disk that writes all, says no, and then lets nobody take it back.
  const auto [after, how] = GENERATE(table<After, Failed>({
      {After::kHealthy, Failed::kHalfWay},
      {After::kBroken, Failed::kHalfWay},
      {After::kHealthy, Failed::kAfterDoingAll},
  }));
  std::uint64_t fail_at = 1;
  for (bool failed = true; failed; ++fail_at) {
    INFO("the " << fail_at << "th change fails");
    MemoryStorage disk;
    ManualClock clock;
    FaultyStorage storage(disk, fail_at, after, how);
    SpoolPromises promises;
    if (auto spool = Spool::Open(storage, "spool", clock, kOptions)) {
      Work(**spool, clock, promises);
    }
    failed = storage.failed();
    storage.LoseUnsynced();
    CheckAfterRestart(disk, "spool", clock, promises);
  }
  CHECK(fail_at > 150);  // the work is worth the question
}

TEST_CASE("a start that fails at any change harms nothing") {
  std::uint64_t fail_at = 1;
  for (bool failed = true; failed; ++fail_at) {
    INFO("the " << fail_at << "th change fails");
    MemoryStorage disk;
    ManualClock clock;
    SpoolPromises promises;
    {
      auto spool = Spool::Open(disk, "spool", clock, kOptions).value();
      Work(*spool, clock, promises);
    }
    clock.Advance(std::chrono::hours(30));
    FaultyStorage storage(disk, fail_at, After::kBroken);
    static_cast<void>(Spool::Open(storage, "spool", clock, kOptions));
    failed = storage.failed();
    CheckAfterRestart(disk, "spool", clock, promises);
  }
}

TEST_CASE("a power cut between two writes loses nothing that was synced") {
  for (std::uint64_t cut = 1; cut <= 60; ++cut) {
    MemoryStorage disk;
    ManualClock clock;
    FaultyStorage storage(disk, 0, After::kHealthy);
    SpoolPromises promises;
    {
      auto spool = Spool::Open(storage, "spool", clock, kOptions).value();
      for (std::uint64_t i = 1; i <= cut; ++i) {
        const SpoolEntry entry = SmallSpool::Entry(i);
        promises.Appended(spool->Append(entry).value(), entry);
        if (i % 7 == 0) REQUIRE(spool->Sync().has_value());
        promises.Synced(*spool);
      }
    }
    storage.LoseUnsynced();
    CheckAfterRestart(disk, "spool", clock, promises);
  }
}

// A spool whose n-th change after it was opened, with one record in it, fails.
struct Failing {
  explicit Failing(std::uint64_t change, Failed how = Failed::kHalfWay) {
    FaultyStorage counting(disk, 0, After::kHealthy);
    {
      auto counted = Spool::Open(counting, "counted", clock, kOptions).value();
      counted->Append(SmallSpool::Entry(1)).value();
    }
    storage =
        std::make_unique<FaultyStorage>(disk, counting.changes() + change, After::kHealthy, how);
    spool = Spool::Open(*storage, "spool", clock, kOptions).value();
    spool->Append(SmallSpool::Entry(1)).value();
  }

  MemoryStorage disk;
  ManualClock clock;
  std::unique_ptr<FaultyStorage> storage;
  std::unique_ptr<Spool> spool;
};

TEST_CASE("a failed sync is final") {
  Failing world(1);
  REQUIRE(world.spool->Sync().has_error());
  CHECK(world.spool->Sync().has_error());
  CHECK(world.spool->Append(SmallSpool::Entry(2)).has_error());
  CHECK(world.spool->Close().has_error());
  CHECK(world.spool->Renew().has_error());
  CHECK(LookAt(*world.spool).records.empty());
}

TEST_CASE("an append that fails is not in the spool but counted, and the next one is there") {
  Failing world(1);
  REQUIRE(world.spool->Append(SmallSpool::Entry(2)).has_error());
  CHECK(world.spool->refused() == 1);
  const std::uint64_t seq = world.spool->Append(SmallSpool::Entry(3)).value();
  REQUIRE(world.spool->Sync().has_value());
  const SpoolSight sight = LookAt(*world.spool);
  CHECK(sight.seqs() == std::vector<std::uint64_t>{1, seq});
  CHECK(sight.CountOf(GapReason::kCap) == 1);
  CHECK(sight.produced() == 3);
  CHECK(world.spool->produced() == 3);
  CHECK(sight.NumbersOf(GapReason::kVoid).ranges() == SeqRanges::Map{{2, 2}});
}

TEST_CASE("a record that was written whole by an append that failed does not come back") {
  Failing world(1, Failed::kAfterDoingAll);
  REQUIRE(world.spool->Append(SmallSpool::Entry(2)).has_error());
  world.spool = Spool::Open(world.disk, "spool", world.clock, kOptions).value();
  CHECK(LookAt(*world.spool).seqs() == std::vector<std::uint64_t>{1});
}

TEST_CASE("a bad block costs the records in it, counted in a gap, and nothing else") {
  MemoryStorage disk;
  ManualClock clock;
  FaultyStorage storage(disk, 0, After::kHealthy);
  const SpoolOptions options{.segment_bytes = 64 << 10, .max_bytes = 1 << 20, .reserve_bytes = 0};
  const std::uint64_t written = 500;
  auto spool = Spool::Open(storage, "spool", clock, options).value();
  for (std::uint64_t i = 1; i <= written; ++i) spool->Append(SmallSpool::Entry(i)).value();
  REQUIRE(spool->Close().has_value());
  for (const std::string& name : disk.List("spool").value()) {
    if (name.ends_with(".spool")) storage.Spoil("spool/" + name, 20'000);
  }
  for (int opening = 0; opening < 2; ++opening) {
    const SpoolSight sight = LookAt(*spool);
    CHECK(sight.produced() == written);
    CHECK(sight.CountOf(GapReason::kDamage) > 30);
    CHECK(sight.CountOf(GapReason::kDamage) < 70);  // 4 KiB of them
    spool.reset();
    spool = Spool::Open(storage, "spool", clock, options).value();
  }
}

}  // namespace
}  // namespace xunjian
