#include <catch2/catch.hpp>

#include "history_world.h"
#include "tests/support/faulty_storage.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

constexpr HistoryOptions kTiny{.segment_bytes = 3 << 10, .segment_age = 1h, .days = 2};

// What the store and the model know when the work ends.
struct Known {
  std::string manifest;
  HistoryModel model;
};

// Appends, commits and folds over three days until an error of the writer ends it.
void Work(History& history, Known& known) {
  ResultMaker maker(7);
  for (std::uint64_t commit = 1; commit <= 24; ++commit) {
    const MadeBatch made = maker.Next(6, commit);
    known.model.Append(made.Entry());
    if (!history.Append(made.Entry())) return;
    const auto manifest = history.Sync();
    if (!manifest) return;
    known.manifest = *manifest;
    history.Committed();
    known.model.Commit();
    if (const auto oldest = history.figures().oldest_day) known.model.DropDaysBefore(*oldest);
    maker.Pass(2h + 20min);
    static_cast<void>(history.Fold());
  }
}

TEST_CASE("whatever write fails, a restart finds exactly what was committed") {
  using After = FaultyStorage::After;
  using Failed = FaultyStorage::Failed;
  const auto [after, how] = GENERATE(table<After, Failed>({
      {After::kHealthy, Failed::kHalfWay},
      {After::kBroken, Failed::kHalfWay},
      {After::kHealthy, Failed::kAfterDoingAll},
  }));
  std::uint64_t fail_at = 1;
  for (bool failed = true; failed; ++fail_at) {
    INFO("the " << fail_at << "th change fails");
    MemoryStorage disk;
    FaultyStorage storage(disk, fail_at, after, how);
    Known known;
    if (auto history = History::Open(storage, "history", "", kTiny)) {
      Work(**history, known);
    }
    failed = storage.failed();
    storage.LoseUnsynced();
    const auto history = History::Open(disk, "history", known.manifest, kTiny).value();
    const HistoryQuery all{.limit = kAll};
    REQUIRE(KeptOf(history->Query(all)) == known.model.Query(all));
    REQUIRE(history->figures().damaged_records == 0);
    REQUIRE(history->figures().damaged_blocks == 0);
  }
  CHECK(fail_at > 80);  // the work is worth the question
}

TEST_CASE("a failed sync of the journal is final") {
  MemoryStorage disk;
  // Folder, segment, its bytes, and then the sync.
  FaultyStorage storage(disk, 4, FaultyStorage::After::kHealthy);
  auto history = History::Open(storage, "history", "", kTiny).value();
  ResultMaker maker(1);
  const MadeBatch made = maker.Next(3, 1);
  REQUIRE(history->Append(made.Entry()).has_value());
  REQUIRE(history->Sync().has_error());
  CHECK(storage.failed());
  CHECK(history->Sync().has_error());
  CHECK(history->Append(made.Entry()).has_error());
}

}  // namespace
}  // namespace xunjian
