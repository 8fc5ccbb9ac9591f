#pragma once

#include <catch2/catch.hpp>
#include <memory>
#include <string>

#include "collector/history/history.h"
#include "history_model.h"
#include "result_maker.h"
#include "tests/support/memory_storage.h"

namespace xunjian {

// Rolls and folds within a few batches.
inline constexpr HistoryOptions kSmallHistory{
    .segment_bytes = 16 << 10, .segment_age = std::chrono::minutes(20), .days = 400};
inline constexpr std::size_t kAll = 100'000;

// A history on a disk of its own, its model, and the store that keeps its manifest.
class HistoryWorld {
 public:
  explicit HistoryWorld(std::uint64_t seed = 1, HistoryOptions options = kSmallHistory)
      : maker(seed), options_(options) {
    Reopen();
  }

  void Reopen() {
    history.reset();
    options_.last_commit = commit - 1;
    history = History::Open(storage, path(), manifest, options_).value();
  }

  void Append(std::size_t results) { Append(maker.Next(results, commit)); }
  void Append(const MadeBatch& made) {
    model.Append(made.Entry());
    REQUIRE(history->Append(made.Entry()).has_value());
  }
  void Commit() {
    manifest = history->Sync().value();
    history->Committed();
    model.Commit();
    ++commit;
  }
  void Fill(int commits, std::size_t results, Duration step = std::chrono::seconds(30)) {
    for (int i = 0; i < commits; ++i) {
      Append(results);
      maker.Pass(step);
      Commit();
    }
  }
  // Everything that is sealed goes into day files.
  void FoldAll() {
    while (history->Fold().value()) Commit();
    static_cast<void>(history->Fold().value());  // removes what the last commit freed
  }

  void Check(const HistoryQuery& query) const {
    const HistoryAnswer answer = history->Query(query);
    CHECK_FALSE(answer.cut_short);
    CHECK(KeptOf(answer) == model.Query(query));
  }
  void Check(const LatestQuery& query) const {
    CHECK(KeptOf(history->Latest(query)) == model.Latest(query));
  }
  void CheckEverything() const {
    Check(HistoryQuery{.limit = kAll});
    Check(HistoryQuery{.newest_first = false, .limit = kAll});
  }

  std::string path() const { return "history"; }

  MemoryStorage storage;
  ResultMaker maker;
  HistoryModel model;
  std::string manifest;
  std::uint64_t commit = 1;
  std::unique_ptr<History> history;

 private:
  HistoryOptions options_;
};

}  // namespace xunjian
