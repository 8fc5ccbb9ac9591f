#include <catch2/catch.hpp>

#include "history_world.h"
#include "tests/support/faulty_storage.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

constexpr HistoryOptions kThreeDays{
    .segment_bytes = 4 << 10, .segment_age = std::chrono::hours(3), .days = 3};

// A collector's life on a disk that loses what was not synced: seeded, and compared with the model
// at every step that promises something.
class Life {
 public:
  explicit Life(std::uint64_t seed) : maker_(seed), disk_(memory_, 0, kHealthy) { Open(); }

  void Run(int steps) {
    for (int i = 0; i < steps; ++i) Step();
    Crash();
    CheckAll();
  }

 private:
  static constexpr auto kHealthy = FaultyStorage::After::kHealthy;

  void Open() { history_ = History::Open(disk_, "history", manifest_, kThreeDays).value(); }

  void Step() {
    switch (maker_.Random(16)) {
      case 0:
        return Crash();
      case 1:  // with files that were synced, for a commit that never came
        REQUIRE(history_->Sync().has_value());
        return Crash();
      case 2:
      case 3:
        static_cast<void>(history_->Fold().value());
        return;
      case 4:
        maker_.Pass(std::chrono::hours(maker_.Random(7)));
        return;
      case 5:
        return CheckAll();
      case 6:
      case 7:
      case 8:
        return Commit();
      default:
        return Append();
    }
  }

  void Append() {
    const MadeBatch made = maker_.Next(1 + maker_.Random(6), commit_);
    model_.Append(made.Entry());
    REQUIRE(history_->Append(made.Entry()).has_value());
    maker_.Pass(std::chrono::minutes(maker_.Random(20)));
  }

  void Commit() {
    manifest_ = history_->Sync().value();
    history_->Committed();
    model_.Commit();
    ++commit_;
    const auto oldest = history_->figures().oldest_day;
    if (oldest) model_.DropDaysBefore(*oldest);
  }

  // Killed, or without power.
  void Crash() {
    history_.reset();
    if (maker_.Random(2) == 0) disk_.LoseUnsynced();
    model_.Crash();
    Open();
  }

  void CheckAll() {
    const bool newest_first = maker_.Random(2) == 0;
    const HistoryQuery all{.newest_first = newest_first, .limit = kAll};
    REQUIRE(KeptOf(history_->Query(all)) == model_.Query(all));
    const HistoryQuery some{
        .epoch_numbers = {1 + maker_.Random(4)},
        .check_glob = ResultMaker::CheckName(static_cast<int>(maker_.Random(ResultMaker::kChecks))),
        .since = maker_.now() - std::chrono::hours(maker_.Random(40)),
        .newest_first = newest_first,
        .limit = 1 + maker_.Random(10)};
    REQUIRE(KeptOf(history_->Query(some)) == model_.Query(some));
    const LatestQuery latest{
        .epoch_numbers = {1 + maker_.Random(4), 5},
        .assignments = {ResultMaker::AssignmentName(1), ResultMaker::AssignmentName(3)}};
    REQUIRE(KeptOf(history_->Latest(latest)) == model_.Latest(latest));
    REQUIRE(history_->figures().damaged_records == 0);
    REQUIRE(history_->figures().damaged_blocks == 0);
  }

  MemoryStorage memory_;
  ResultMaker maker_;
  FaultyStorage disk_;
  HistoryModel model_;
  std::string manifest_;
  std::uint64_t commit_ = 1;
  std::unique_ptr<History> history_;
};

TEST_CASE("whatever life brings, the history is what was committed") {
  for (std::uint64_t seed = 1; seed <= 250; ++seed) {
    INFO("seed " << seed);
    Life(seed).Run(80);
  }
}

}  // namespace
}  // namespace xunjian
