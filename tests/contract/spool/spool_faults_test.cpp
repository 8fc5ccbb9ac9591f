#include <catch2/catch.hpp>
#include <limits>
#include <map>
#include <set>

#include "agent/spool/spool.h"
#include "tests/support/faulty_storage.h"
#include "tests/support/temp_folder.h"

namespace xunjian {
namespace {

constexpr std::size_t kAny = std::numeric_limits<std::size_t>::max();
constexpr SpoolOptions kSmall{.segment_bytes = 512, .max_bytes = 4096};

// What a spool has promised so far.
struct Promises {
  std::map<std::uint64_t, std::string> appended;  // numbers that Append returned
  std::set<std::uint64_t> synced;
  std::set<std::uint64_t> acknowledged;
  std::set<std::uint64_t> seen;  // by a reader, the collector
};

void Check(const std::vector<SpoolRecord>& records, const Promises& promises) {
  std::uint64_t previous = 0;
  for (const SpoolRecord& record : records) {
    REQUIRE(record.seq > previous);
    previous = record.seq;
    const auto written = promises.appended.find(record.seq);
    REQUIRE(written != promises.appended.end());
    REQUIRE(written->second == record.payload);
  }
}

// An agent's day: rounds of results, some acknowledged late and out of order, more than there is
// room for. Goes on after errors, as an agent does. Returns how many the spool says it dropped.
std::uint64_t Work(Spool& spool, Promises& promises) {
  int written = 0;
  for (int round = 0; round < 12; ++round) {
    for (int i = 0; i < 5; ++i) {
      const std::string payload = "result " + std::to_string(++written) + std::string(60, '.');
      if (const auto seq = spool.Append(payload)) {
        REQUIRE(promises.appended.emplace(*seq, payload).second);
      }
    }
    if (spool.Sync()) {
      for (const auto& [seq, payload] : promises.appended) promises.synced.insert(seq);
    }
    const auto records = spool.Read(1, 7, kAny);
    if (!records) continue;
    Check(*records, promises);
    for (const SpoolRecord& record : *records) {
      REQUIRE(promises.synced.count(record.seq) == 1);
      promises.seen.insert(record.seq);
      if (round % 3 == 0 || record.seq % 3 != 0) continue;
      promises.acknowledged.insert(record.seq);
      static_cast<void>(spool.Acknowledge(record.seq, record.seq));
    }
  }
  return spool.dropped();
}

void CheckAfterRestart(FileStorage& storage, const std::string& folder, Promises& promises,
                       std::uint64_t dropped) {
  auto spool = Spool::Open(storage, folder, kSmall);
  REQUIRE(spool.has_value());
  const auto records = (*spool)->Read(1, kAny, kAny).value();
  Check(records, promises);
  std::set<std::uint64_t> missing = promises.synced;
  for (const SpoolRecord& record : records) missing.erase(record.seq);
  for (std::uint64_t seq : promises.acknowledged) missing.erase(seq);
  CHECK(missing.size() <= dropped);
  if (!missing.empty() && !records.empty()) CHECK(*missing.rbegin() < records.back().seq);
  const std::uint64_t next = (*spool)->Append("next").value();
  CHECK(promises.appended.count(next) == 0);
  if (!promises.appended.empty()) CHECK(next > promises.appended.rbegin()->first);
}

TEST_CASE("whatever write fails, no synced record is lost, none invented, no number reused") {
  using After = FaultyStorage::After;
  using FailedAppend = FaultyStorage::FailedAppend;
  // Not among them: a disk that writes all, says no, and then lets nobody take it back.
  const auto [after, failed_append] = GENERATE(table<After, FailedAppend>({
      {After::kHealthy, FailedAppend::kWritesHalf},
      {After::kBroken, FailedAppend::kWritesHalf},
      {After::kHealthy, FailedAppend::kWritesAll},
  }));
  std::uint64_t fail_at = 1;
  for (bool failed = true; failed; ++fail_at) {
    INFO("the " << fail_at << "th change fails");
    const TempFolder folder;
    PosixStorage disk;
    FaultyStorage storage(disk, fail_at, after, failed_append);
    Promises promises;
    std::uint64_t dropped = 0;
    if (auto spool = Spool::Open(storage, folder / "spool", kSmall)) {
      dropped = Work(**spool, promises);
    }
    failed = storage.failed();
    storage.LoseUnsynced();
    CheckAfterRestart(disk, folder / "spool", promises, dropped);
  }
  CHECK(fail_at > 100);  // the work is worth the question
}

TEST_CASE("a power cut between two writes loses nothing that was synced") {
  for (int cut = 1; cut <= 60; ++cut) {
    const TempFolder folder;
    PosixStorage disk;
    FaultyStorage storage(disk, 0, FaultyStorage::After::kHealthy);
    Promises promises;
    {
      auto spool = Spool::Open(storage, folder / "spool", {.segment_bytes = 512}).value();
      for (int i = 1; i <= cut; ++i) {
        const std::string payload(static_cast<std::size_t>(i), 'x');
        promises.appended.emplace(spool->Append(payload).value(), payload);
        if (i % 7 != 0) continue;
        REQUIRE(spool->Sync().has_value());
        for (const auto& [seq, bytes] : promises.appended) promises.synced.insert(seq);
      }
    }
    storage.LoseUnsynced();
    CheckAfterRestart(disk, folder / "spool", promises, 0);
  }
}

TEST_CASE("a failed sync is final") {
  const TempFolder folder;
  PosixStorage disk;
  // Folder, position, reservation, segment, its header, the record, and then the sync.
  FaultyStorage storage(disk, 7, FaultyStorage::After::kHealthy);
  auto spool = Spool::Open(storage, folder / "spool", kSmall).value();
  REQUIRE(spool->Append("a").has_value());
  REQUIRE(spool->Sync().has_error());
  CHECK(spool->Sync().has_error());
  CHECK(spool->Append("b").has_error());
  CHECK(spool->Close().has_error());
  CHECK(spool->Read(1, kAny, kAny).value().empty());
}

TEST_CASE("an append that fails is not in the spool, and the next one is") {
  const TempFolder folder;
  PosixStorage disk;
  FaultyStorage storage(disk, 7, FaultyStorage::After::kHealthy);
  auto spool = Spool::Open(storage, folder / "spool", kSmall).value();
  REQUIRE(spool->Append("a").has_value());
  REQUIRE(spool->Append("torn").has_error());
  const std::uint64_t seq = spool->Append("b").value();
  REQUIRE(spool->Sync().has_value());
  const std::vector<SpoolRecord> expected{{1, "a"}, {seq, "b"}};
  CHECK(spool->Read(1, kAny, kAny).value() == expected);
}

TEST_CASE("a record that was written whole by an append that failed does not come back") {
  const TempFolder folder;
  PosixStorage disk;
  FaultyStorage storage(disk, 7, FaultyStorage::After::kHealthy,
                        FaultyStorage::FailedAppend::kWritesAll);
  {
    auto spool = Spool::Open(storage, folder / "spool", kSmall).value();
    REQUIRE(spool->Append("a").has_value());
    REQUIRE(spool->Append("whole").has_error());
  }
  auto spool = Spool::Open(disk, folder / "spool", kSmall).value();
  CHECK(spool->Read(1, kAny, kAny).value() == std::vector<SpoolRecord>{{1, "a"}});
}

}  // namespace
}  // namespace xunjian
