#include <catch2/catch.hpp>
#include <map>

#include "agent/spool/spool.h"
#include "tests/support/manual_clock.h"
#include "tests/support/memory_storage.h"
#include "tests/support/spool_sight.h"

namespace xunjian {
namespace {

using Files = std::map<std::string, std::string>;  // content by name

constexpr std::uint64_t kRecords = 12;
constexpr std::uint64_t kAcknowledged = 2;

const std::string kFolder = "spool";

void Write(FileStorage& storage, const std::string& name, const std::string& bytes) {
  REQUIRE(storage.Replace(kFolder + "/" + name, bytes, 0600).has_value());
}

SpoolEntry EntryAt(std::uint64_t seq) {
  const std::string series = seq % 2 == 0 ? "disk" : "memory";
  return MakeEntry(series, seq % 5 == 0 ? "critical" : "ok", "row " + std::to_string(seq));
}

// A spool of several segments with definitions that are used more than twice, one record
// acknowledged, a stretch of numbers that a crash burnt, and, on request, compacted segments; as
// files.
class Specimen {
 public:
  static constexpr SpoolOptions kOptions{
      .segment_bytes = 330, .max_bytes = 1 << 20, .reserve_bytes = 0};

  explicit Specimen(SpoolOptions options = kOptions, std::uint64_t records = kRecords)
      : options_(options) {
    MemoryStorage storage;
    auto spool = Spool::Open(storage, kFolder, clock_, options_).value();
    for (std::uint64_t i = 1; i <= records; ++i) {
      if (i == records / 2) {
        REQUIRE(spool->Sync().has_value());
        spool = Spool::Open(storage, kFolder, clock_, options_).value();
      }
      entries_[spool->Append(EntryAt(i)).value()] = EntryAt(i);
    }
    REQUIRE(spool->Sync().has_value());
    REQUIRE(spool->Acknowledge(kAcknowledged, kAcknowledged).has_value());
    REQUIRE(spool->Close().has_value());
    before_ = LookAt(*spool);
    produced_ = spool->produced();
    REQUIRE(produced_ == records);
    spool.reset();
    for (const std::string& name : storage.List(kFolder).value()) {
      files_[name] = storage.Read(kFolder + "/" + name, 1 << 20).value();
    }
  }

  const Files& files() const { return files_; }
  const SpoolSight& before() const { return before_; }
  const RecoveryReport& report() const { return report_; }

  // Opens a spool over these files, checks what always holds, and gives how many of the records
  // that were told before are not told any more.
  std::uint64_t LostWhenOpened(const Files& files) {
    MemoryStorage storage;
    for (const auto& [name, bytes] : files) Write(storage, name, bytes);
    auto spool = Spool::Open(storage, kFolder, clock_, options_).value();
    report_ = spool->recovery();
    const SpoolSight sight = LookAt(*spool);
    std::uint64_t lost = 0;
    for (const auto& [seq, entry] : before_.records) lost += 1 - sight.records.count(seq);
    for (const auto& [seq, entry] : sight.records) REQUIRE(SameEntry(entry, entries_.at(seq)));
    // Exact, and named: what is no record any more is counted in a gap.
    const std::uint64_t told_again = sight.told.CountIn(kAcknowledged, kAcknowledged);
    REQUIRE(sight.produced() == before_.produced() + told_again);
    REQUIRE(spool->produced() == produced_);
    REQUIRE(sight.told.CountIn(1, before_.told.ranges().rbegin()->second) ==
            before_.told.Count() + told_again);
    const std::uint64_t next = spool->Append(EntryAt(1)).value();
    REQUIRE(next > entries_.rbegin()->first);
    REQUIRE(spool->Sync().has_value());
    REQUIRE(LookAt(*spool).records.count(next) == 1);
    return lost;
  }

 private:
  SpoolOptions options_;
  ManualClock clock_;
  Files files_;
  std::map<std::uint64_t, SpoolEntry> entries_;
  SpoolSight before_;
  std::uint64_t produced_ = 0;
  RecoveryReport report_;
};

bool IsPosition(const std::string& name) { return name.starts_with("position"); }

void FlipEveryBit(Specimen& specimen) {
  for (const auto& [name, bytes] : specimen.files()) {
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
      INFO("bit " << bit << " of " << name);
      Files files = specimen.files();
      files[name][bit / 8] = static_cast<char>(files[name][bit / 8] ^ (1 << bit % 8));
      const std::uint64_t lost = specimen.LostWhenOpened(files);
      REQUIRE(lost <= (IsPosition(name) ? 0 : 1));
      REQUIRE_FALSE(specimen.report().position_lost);
    }
  }
}

TEST_CASE("without damage nothing is missing and nothing is reported") {
  Specimen specimen;
  CHECK(specimen.files().size() > 4);
  CHECK(specimen.LostWhenOpened(specimen.files()) == 0);
  CHECK(specimen.report().records == kRecords);
  CHECK(specimen.report().damaged == 0);
  CHECK(specimen.report().cut_bytes == 0);
  CHECK(specimen.report().foreign_files == 0);
}

TEST_CASE("any flipped bit costs at most one record, which is counted in a gap") {
  Specimen specimen;
  FlipEveryBit(specimen);
}

TEST_CASE("any flipped bit of a compacted spool costs at most one record") {
  Specimen specimen({.segment_bytes = 330, .max_bytes = 1400, .reserve_bytes = 0}, 60);
  REQUIRE(specimen.before().CountOf(GapReason::kCap) > 10);
  FlipEveryBit(specimen);
}

TEST_CASE("a file cut at any byte costs what is behind the cut, and every result is counted") {
  Specimen specimen;
  for (const auto& [name, bytes] : specimen.files()) {
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      INFO(name << " cut at " << size);
      Files files = specimen.files();
      files[name].resize(size);
      const std::uint64_t lost = specimen.LostWhenOpened(files);
      if (IsPosition(name)) REQUIRE(lost == 0);
      if (size + 1 == bytes.size()) REQUIRE(lost <= 1);
    }
  }
}

TEST_CASE("any file may be missing, or hold something else") {
  Specimen specimen;
  Specimen stranger;
  const std::string foreign = stranger.files().begin()->second;
  for (const auto& [name, bytes] : specimen.files()) {
    INFO(name);
    Files files = specimen.files();
    files.erase(name);
    specimen.LostWhenOpened(files);
    for (const std::string& content : {std::string(), std::string("hello"), foreign}) {
      files[name] = content;
      specimen.LostWhenOpened(files);
      CHECK(specimen.report().foreign_files == (IsPosition(name) ? 0 : 1));
    }
  }
}

TEST_CASE("files that are not of this spool are left alone and counted") {
  Specimen specimen;
  Specimen stranger;
  Files files = specimen.files();
  files["README"] = "hello";
  files["0000000000000000-zzzzzzzzzzzzzzzz.spool"] = "";
  std::uint64_t strange = 2;
  for (const auto& [name, bytes] : stranger.files()) {
    if (!IsPosition(name)) strange += files.emplace(name, bytes).second ? 1 : 0;
  }
  CHECK(specimen.LostWhenOpened(files) == 0);
  CHECK(specimen.report().foreign_files == strange);
}

TEST_CASE("a spool without any position has its records, and gives no number twice") {
  Specimen specimen;
  MemoryStorage storage;
  for (const auto& [name, bytes] : specimen.files()) {
    if (!IsPosition(name)) Write(storage, name, bytes);
  }
  ManualClock clock;
  auto spool = Spool::Open(storage, kFolder, clock, Specimen::kOptions).value();
  CHECK(spool->recovery().position_lost);
  const SpoolSight sight = LookAt(*spool);
  CHECK(sight.records.size() == kRecords);
  CHECK(spool->Append(EntryAt(1)).value() > sight.records.rbegin()->first);
}

TEST_CASE("a row that holds whole segments of other spools invents nothing") {
  MemoryStorage storage;
  ManualClock clock;
  Specimen specimen;
  const SpoolEntry image = MakeEntry("log", "ok", specimen.files().begin()->second);
  auto spool = Spool::Open(storage, kFolder, clock).value();
  spool->Append(image).value();
  spool->Append(EntryAt(2)).value();
  REQUIRE(spool->Close().has_value());
  spool.reset();
  const std::string name = storage.List(kFolder).value().front();
  std::string bytes = storage.Read(kFolder + "/" + name, 1 << 20).value();
  bytes[90] = '\0';  // in the frame header of the first record
  Write(storage, name, bytes);
  spool = Spool::Open(storage, kFolder, clock).value();
  const SpoolSight sight = LookAt(*spool);
  CHECK(sight.seqs() == std::vector<std::uint64_t>{2});
  CHECK(sight.CountOf(GapReason::kDamage) == 1);
}

TEST_CASE("a segment that vanishes while the spool is open becomes a gap and blocks nothing") {
  MemoryStorage storage;
  ManualClock clock;
  auto spool = Spool::Open(storage, kFolder, clock, Specimen::kOptions).value();
  for (std::uint64_t i = 1; i <= kRecords; ++i) spool->Append(EntryAt(i)).value();
  REQUIRE(spool->Sync().has_value());
  REQUIRE(storage.Remove(kFolder + "/" + storage.List(kFolder).value().front()).has_value());
  const SpoolSight sight = LookAt(*spool);
  CHECK(sight.records.size() > 3);
  CHECK(sight.CountOf(GapReason::kDamage) + sight.records.size() == kRecords);
}

TEST_CASE("options that cannot work are refused") {
  MemoryStorage storage;
  ManualClock clock;
  for (const SpoolOptions& options :
       {SpoolOptions{.segment_bytes = 0}, SpoolOptions{.segment_bytes = 1000, .max_bytes = 2000},
        SpoolOptions{.segment_bytes = 17 << 20}}) {
    CHECK(Spool::Open(storage, kFolder, clock, options).error().code() ==
          ErrorCode::kInvalidArgument);
  }
}

}  // namespace
}  // namespace xunjian
