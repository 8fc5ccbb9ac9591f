#include <catch2/catch.hpp>

#include "history_world.h"
#include "tests/support/small_disk.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

constexpr HistoryOptions kTiny{.segment_bytes = 3 << 10, .segment_age = 1h, .days = 400};
constexpr std::uint64_t kPlenty = 1 << 30;

// A collector's work on a disk that becomes full once; there is room again after two tries.
class Work {
 public:
  explicit Work(std::uint64_t room) : storage_(disk_, room) {
    history = History::Open(storage_, "history", "", kTiny).value();
  }

  bool was_full() const { return was_full_; }

  void Run() {
    for (commit_ = 1; commit_ <= 24; ++commit_) {
      const MadeBatch made = maker_.Next(6, commit_);
      if (!TryOne(made)) AgainWithRoom(made);
      maker_.Pass(2h + 20min);
      const auto folded = history->Fold();
      if (!folded) REQUIRE(folded.error().code() == ErrorCode::kUnavailable);
    }
  }

  void Restart() { history = History::Open(storage_, "history", manifest_, kTiny).value(); }

  void Check() const {
    REQUIRE(KeptOf(history->Query(HistoryQuery{.limit = kAll})) ==
            model_.Query(HistoryQuery{.limit = kAll}));
    REQUIRE(history->figures().damaged_records == 0);
    REQUIRE(history->figures().damaged_blocks == 0);
  }

  std::unique_ptr<History> history;

 private:
  bool TryOne(const MadeBatch& made) {
    const auto appended = history->Append(made.Entry());
    const auto manifest = appended ? history->Sync() : Result<std::string>(appended.error());
    if (!manifest) {
      REQUIRE(manifest.error().code() == ErrorCode::kUnavailable);
      REQUIRE(history->RollBack().has_value());
      return false;
    }
    manifest_ = *manifest;
    history->Committed();
    model_.Append(made.Entry());
    model_.Commit();
    return true;
  }

  void AgainWithRoom(const MadeBatch& made) {
    was_full_ = true;
    Check();
    REQUIRE_FALSE(TryOne(made));
    Check();
    storage_.SetRoom(kPlenty);
    REQUIRE(TryOne(made));
    Check();
  }

  MemoryStorage disk_;
  SmallDisk storage_;
  ResultMaker maker_{7};
  HistoryModel model_;
  std::string manifest_;
  std::uint64_t commit_ = 1;
  bool was_full_ = false;
};

TEST_CASE("wherever the disk becomes full, what was committed stays and the rest goes in later") {
  int full = 0;
  for (std::uint64_t room = 1;; room += 151) {
    INFO("room for " << room << " bytes");
    Work work(room);
    work.Run();
    work.Check();
    work.Restart();
    work.Check();
    if (!work.was_full()) break;
    ++full;
  }
  CHECK(full > 50);  // the work is worth the question
}

TEST_CASE("what was rolled back is on no disk: a start finds the committed alone") {
  HistoryWorld world;
  world.Fill(5, 10);
  world.Append(10);
  REQUIRE(world.history->Sync().has_value());
  REQUIRE(world.history->RollBack().has_value());
  world.model.Crash();
  world.CheckEverything();
  world.Fill(5, 10);
  world.CheckEverything();
  world.Reopen();
  world.CheckEverything();
  CHECK(world.history->figures().damaged_records == 0);
}

TEST_CASE("a fold whose commit was rolled back is in the next one") {
  HistoryWorld world;
  world.Fill(60, 10);
  REQUIRE(world.history->Fold().value());
  REQUIRE(world.history->Sync().has_value());
  REQUIRE(world.history->RollBack().has_value());
  world.CheckEverything();
  CHECK(world.history->figures().days == 0);
  world.Commit();
  CHECK(world.history->figures().days == 1);
  world.CheckEverything();
  world.Reopen();
  world.CheckEverything();
}

}  // namespace
}  // namespace xunjian
