// Whose number is whose, in every copy of a folder.
#include <catch2/catch.hpp>
#include <set>

#include "small_spool.h"
#include "tests/support/faulty_storage.h"

namespace xunjian {
namespace {

using Files = std::map<std::string, std::string>;          // content by name
using Identity = std::pair<std::uint64_t, std::uint64_t>;  // life, number

SeqRanges Numbers(std::uint64_t first, std::uint64_t last) {
  SeqRanges numbers;
  numbers.Add(first, last);
  return numbers;
}

Files CopyOf(SmallSpool& spool) {
  Files files;
  for (const std::string& name : spool.storage().List(spool.folder()).value()) {
    files[name] = spool.storage().Read(spool.folder() + "/" + name, 1 << 20).value();
  }
  return files;
}

void PutBack(SmallSpool& spool, const Files& files) {
  for (const std::string& name : spool.storage().List(spool.folder()).value()) {
    REQUIRE(spool.storage().Remove(spool.folder() + "/" + name).has_value());
  }
  for (const auto& [name, bytes] : files) {
    REQUIRE(spool.storage().Replace(spool.folder() + "/" + name, bytes, 0600).has_value());
  }
  spool.Reopen();
}

std::map<Identity, std::string> RowsOf(Spool& spool) {
  std::map<Identity, std::string> rows;
  for (const auto& [seq, entry] : LookAt(spool).records) {
    rows[{spool.lives().IdOf(seq), seq}] = entry.row;
  }
  return rows;
}

void Append(Spool& spool, std::uint64_t from, std::uint64_t to, const std::string& whose = "") {
  for (std::uint64_t i = from; i <= to; ++i) {
    SpoolEntry entry = SmallSpool::Entry(i);
    entry.row += whose;
    spool.Append(entry).value();
  }
  REQUIRE(spool.Sync().has_value());
}

TEST_CASE("each opening is a life of its own, and what was there stays its former one's") {
  SmallSpool spool;
  spool.Fill(10);
  const std::uint64_t first = spool->lives().newest();
  spool.Restart();
  const std::uint64_t second = spool->lives().newest();
  CHECK(second != first);
  const std::uint64_t seq = spool->Append(SmallSpool::Entry(11)).value();
  CHECK(spool->lives().IdOf(10) == first);
  CHECK(spool->lives().IdOf(seq) == second);
  spool->Sync().value();
  spool.Reopen();
  CHECK(spool->lives().IdOf(10) == first);
  CHECK(spool->lives().IdOf(seq) == second);
  CHECK(spool->lives().former() == std::vector<std::uint64_t>{first, second});
}

TEST_CASE("a life that gave no number is forgotten") {
  SmallSpool spool;
  spool.Fill(10);
  for (int start = 0; start < 100; ++start) spool.Restart();
  CHECK(spool->lives().list().size() == 2);
}

TEST_CASE("lives go with their numbers") {
  SmallSpool spool;
  spool.Fill(10);
  spool.Restart();
  Append(*spool, 11, 12);
  REQUIRE(spool->Acknowledge(1, 12).has_value());
  spool.Restart();
  REQUIRE(spool->lives().list().size() == 3);
  spool.clock().Advance(std::chrono::hours(25));
  spool.Restart();
  CHECK(spool->lives().list().size() == 1);
}

TEST_CASE("a number and its life are one result, whichever copy of the folder gives it") {
  SmallSpool spool({.reserve_bytes = 0});
  Append(*spool, 1, 20, "");
  const Files copy = CopyOf(spool);  // as of a machine that runs
  std::map<Identity, std::string> known;
  // The original goes on and restarts, then the copy is put back, copied before anything is known
  // of it, and put back twice.
  const auto live_on = [&](const std::string& whose) {
    Append(*spool, 21, 40, whose);
    spool.Reopen();
    Append(*spool, 41, 50, whose);
    for (const auto& [identity, row] : RowsOf(*spool)) {
      const auto [known_row, fresh] = known.emplace(identity, row);
      INFO("number " << identity.second << " of " << whose);
      REQUIRE(known_row->second == row);
    }
  };
  live_on("original");
  PutBack(spool, copy);
  Append(*spool, 21, 25, "copy");
  const Files copy_of_copy = CopyOf(spool);
  live_on("copy");
  PutBack(spool, copy_of_copy);
  live_on("copy of the copy");
  PutBack(spool, copy);
  live_on("copy again");
  CHECK(known.size() == 20 + 4 * 30 + 5);
}

// What the former life had reserved may have been given after the copy was made.
TEST_CASE("numbers that are burnt by an opening are of its life") {
  SmallSpool spool;
  spool.Fill(10);
  const std::uint64_t first = spool->lives().newest();
  spool.Reopen();
  const SpoolSight sight = LookAt(*spool);
  const SeqRanges burnt = sight.NumbersOf(GapReason::kVoid);
  REQUIRE(burnt.Count() > 0);
  CHECK(burnt.ranges().begin()->first == 11);
  CHECK(spool->lives().IdOf(10) == first);
  CHECK(spool->lives().IdOf(11) == spool->lives().newest());
}

TEST_CASE("lives outlast the loss of both positions") {
  SmallSpool spool;
  spool.Fill(10);
  spool.Restart();
  Append(*spool, 11, 20);
  const auto rows = RowsOf(*spool);
  Files files = CopyOf(spool);
  files["position"] = files["position.copy"] = "damaged";
  PutBack(spool, files);
  REQUIRE(spool->recovery().position_lost);
  CHECK(RowsOf(*spool) == rows);
  CHECK(spool->lives().list().size() == 3);
}

TEST_CASE("a record is never there before its life, whichever write fails") {
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
    old.Fill(3);
    REQUIRE(old->Close().has_value());
    std::map<Identity, std::string> told;
    FaultyStorage storage(old.storage(), fail_at, after, how);
    if (auto spool = Spool::Open(storage, old.folder(), old.clock(), kSmallSpool)) {
      for (std::uint64_t i = 4; i <= 6; ++i) {
        if ((*spool)->Append(SmallSpool::Entry(i)) && (*spool)->Sync()) told = RowsOf(**spool);
      }
    }
    failed = storage.failed();
    storage.LoseUnsynced();
    old.Reopen();
    const auto rows = RowsOf(*old);
    for (const auto& [identity, row] : told) {
      REQUIRE(rows.contains(identity));
      REQUIRE(rows.at(identity) == row);
    }
  }
  CHECK(fail_at > 5);
}

// Of a host that fails at every start: what it says to the collector stays small.
TEST_CASE("with 64 lives on disk the last one goes on, and an old copy of it is known") {
  SmallSpool spool({.segment_bytes = 1 << 12, .max_bytes = 1 << 20, .reserve_bytes = 0});
  for (std::uint64_t start = 1; start <= 70; ++start) {
    Append(*spool, start, start);
    spool.Restart();
  }
  CHECK(spool->lives().list().size() == 64);
  const std::uint64_t last = spool->last();
  const std::uint64_t life = spool->lives().newest();
  Append(*spool, 71, 80);
  CHECK_FALSE(spool->IsOldCopy(Numbers(1, last)));
  const SeqRanges received = Numbers(1, last + 5);  // the last five are somebody else's
  REQUIRE(spool->IsOldCopy(received));
  REQUIRE(spool->Renew().has_value());
  CHECK(spool->lives().IdOf(last) == life);
  CHECK(spool->lives().IdOf(last + 1) == spool->lives().newest());
  CHECK(spool->lives().newest() != life);
  CHECK(LookAt(*spool).records.size() == 80);
  const auto rows = RowsOf(*spool);
  spool.Reopen();
  CHECK(RowsOf(*spool) == rows);
}

// A machine that was copied with its memory.
TEST_CASE("what was given away keeps its life when a spool is renewed, the rest is of a new one") {
  SmallSpool spool;
  spool.Fill(30);
  CHECK(spool->Resume({}) == 0);
  const std::uint64_t life = spool->lives().newest();
  const std::uint64_t read_through = spool->Read(1, 20, 1 << 20).value().through;
  CHECK_FALSE(spool->IsOldCopy(Numbers(1, 30)));
  REQUIRE(spool->IsOldCopy(Numbers(1, 31)));
  REQUIRE(spool->Renew().has_value());
  CHECK(spool->lives().IdOf(read_through) == life);
  CHECK(spool->lives().IdOf(read_through + 1) != life);
  CHECK(LookAt(*spool).records.size() == 30);
  CHECK(spool->produced() == 30);
}

TEST_CASE("a renewal that cannot be written changes nothing") {
  SmallSpool disk;
  disk.Fill(10);
  REQUIRE(disk->Close().has_value());
  FaultyStorage storage(disk.storage(), 2, FaultyStorage::After::kBroken,
                        FaultyStorage::Failed::kHalfWay);
  auto spool = Spool::Open(storage, disk.folder(), disk.clock(), kSmallSpool).value();
  const SpoolLives before = spool->lives();
  if (!storage.failed()) static_cast<void>(spool->Renew());
  if (spool->Renew().has_error()) CHECK(spool->lives() == before);
}

}  // namespace
}  // namespace xunjian
