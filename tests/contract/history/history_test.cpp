#include "collector/history/history.h"

#include <catch2/catch.hpp>

#include "history_model.h"
#include "result_maker.h"
#include "tests/support/temp_folder.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

constexpr HistoryOptions kSmall{.segment_bytes = 16 << 10, .segment_age = std::chrono::minutes(20)};

// A history, its model, and the store that keeps its manifest.
class World {
 public:
  explicit World(std::uint64_t seed = 1) : maker(seed) { Reopen(); }

  void Reopen() {
    history.reset();
    history = History::Open(storage, folder / "history", manifest, kSmall).value();
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
  void Fill(int commits, std::size_t results) {
    for (int i = 0; i < commits; ++i) {
      Append(results);
      maker.Pass(30s);
      Commit();
    }
  }

  void Check(const HistoryQuery& query) {
    CHECK(KeptOf(history->Query(query)) == model.Query(query));
  }

  TempFolder folder;
  PosixStorage storage;
  ResultMaker maker;
  HistoryModel model;
  std::string manifest;
  std::uint64_t commit = 1;
  std::unique_ptr<History> history;
};

TEST_CASE("what was committed is found, as it was and in order") {
  World world;
  world.Fill(30, 12);
  world.Check({.limit = 1000});
  world.Check({.newest_first = false, .limit = 1000});
  world.Check({.limit = 7});
  world.Check({.newest_first = false, .limit = 7});
}

TEST_CASE("what is not committed is not history yet") {
  World world;
  world.Append(3);
  CHECK(world.history->Query({}).rows.empty());
  world.manifest = world.history->Sync().value();
  CHECK(world.history->Query({}).rows.empty());
  world.history->Committed();
  CHECK(world.history->Query({}).rows.size() > 0);
}

TEST_CASE("a question is about hosts, checks, items, outcomes and times") {
  World world;
  world.Fill(60, 10);
  const Timestamp middle = world.maker.now() - 15min;
  const HistoryQuery questions[] = {
      {.epoch_numbers = {1}, .limit = 1000},
      {.epoch_numbers = {1, 3, 99}, .limit = 1000},
      {.check_glob = ResultMaker::CheckName(2), .limit = 1000},
      {.check_glob = "host.*.check?", .limit = 1000},
      {.check_glob = "net.*"},
      {.assignment = ResultMaker::AssignmentName(0), .limit = 1000},
      {.check_glob = ResultMaker::CheckName(1), .assignment = ResultMaker::AssignmentName(2)},
      {.item = "/mount2", .limit = 1000},
      {.item = "/mount1", .outcome = Outcome::kCritical, .limit = 1000},
      {.outcome = Outcome::kUnknown, .limit = 1000},
      {.since = middle, .limit = 1000},
      {.until = middle, .limit = 1000},
      {.since = middle, .until = middle + 5min, .newest_first = false, .limit = 5},
      {.limit = 0},
  };
  for (const HistoryQuery& question : questions) world.Check(question);
}

TEST_CASE("the newest result of each assignment is found") {
  World world;
  world.Fill(60, 10);
  const LatestQuery questions[] = {
      {.epoch_numbers = {1}},
      {.epoch_numbers = {2, 4}},
      {.epoch_numbers = {1, 2, 3, 4, 5, 6, 7}},
      {.epoch_numbers = {3}, .assignments = {ResultMaker::AssignmentName(1)}},
      {.epoch_numbers = {3}, .assignments = {ResultMaker::AssignmentName(1), "none"}},
  };
  for (const LatestQuery& question : questions) {
    CHECK(KeptOf(world.history->Latest(question)) == world.model.Latest(question));
  }
}

TEST_CASE("a restart keeps what was committed and nothing else") {
  World world;
  world.Fill(20, 10);
  world.Append(5);
  world.history->Sync().value();  // the commit never came
  world.model.Crash();
  world.Reopen();
  world.Check({.limit = 1000});
  world.Fill(20, 10);
  world.Check({.limit = 1000});
  CHECK(world.history->figures().damaged_records == 0);
}

}  // namespace
}  // namespace xunjian
