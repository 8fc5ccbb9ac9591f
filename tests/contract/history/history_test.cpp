#include <catch2/catch.hpp>

#include "history_world.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

// What a question finds does not depend on where its results are.
enum class Place { kJournal, kDays, kBoth };

void Fill(HistoryWorld& world, Place place) {
  world.Fill(60, 10);
  if (place == Place::kJournal) return;
  world.Reopen();  // seals the segment that was written
  world.FoldAll();
  REQUIRE(world.history->figures().segments_waiting == 0);
  if (place == Place::kBoth) world.Fill(30, 10);
}

TEST_CASE("what was committed is found, as it was and in order") {
  const auto place = GENERATE(Place::kJournal, Place::kDays, Place::kBoth);
  HistoryWorld world;
  Fill(world, place);
  world.CheckEverything();
  world.Check(HistoryQuery{.limit = 7});
  world.Check(HistoryQuery{.newest_first = false, .limit = 7});
}

TEST_CASE("a question is about hosts, checks, items, outcomes and times") {
  const auto place = GENERATE(Place::kJournal, Place::kDays, Place::kBoth);
  HistoryWorld world;
  Fill(world, place);
  const Timestamp middle = world.maker.now() - 20min;
  const HistoryQuery questions[] = {
      {.epoch_numbers = {1}, .limit = kAll},
      {.epoch_numbers = {1, 3, 99}, .limit = kAll},
      {.check_glob = ResultMaker::CheckName(2), .limit = kAll},
      {.check_glob = "host.*.check?", .limit = kAll},
      {.check_glob = "net.*"},
      {.assignment = ResultMaker::AssignmentName(0), .limit = kAll},
      {.check_glob = ResultMaker::CheckName(1), .assignment = ResultMaker::AssignmentName(2)},
      {.item = "/mount2", .limit = kAll},
      {.item = "/mount1", .outcome = Outcome::kCritical, .limit = kAll},
      {.outcome = Outcome::kUnknown, .limit = kAll},
      {.outcome = Outcome::kDenied, .limit = kAll},
      {.since = middle, .limit = kAll},
      {.until = middle, .limit = kAll},
      {.since = middle, .until = middle + 5min, .newest_first = false, .limit = 5},
      {.item = "/mount2", .or_whole_check = true, .limit = kAll},
      {.limit = 0},
  };
  for (const HistoryQuery& question : questions) world.Check(question);
}

TEST_CASE("an answer is gone on with where it ended, in both orders") {
  HistoryWorld world;
  Fill(world, Place::kBoth);
  const auto all = world.model.Query({.limit = kAll});
  for (const std::size_t place : {0UL, 1UL, all.size() / 2, all.size() - 1}) {
    const HistoryPosition after{all[place].result.observed_at, all[place].epoch_number,
                                all[place].seq};
    world.Check(HistoryQuery{.after = after, .limit = 9});
    world.Check(HistoryQuery{.after = after, .limit = kAll});
    world.Check(HistoryQuery{.after = after, .newest_first = false, .limit = kAll});
  }
}

TEST_CASE("the newest result of each assignment is found") {
  const auto place = GENERATE(Place::kJournal, Place::kDays, Place::kBoth);
  HistoryWorld world;
  Fill(world, place);
  const LatestQuery questions[] = {
      {.epoch_numbers = {1}},
      {.epoch_numbers = {2, 4}},
      {.epoch_numbers = {1, 2, 3, 4, 5, 6, 7}},
      {.epoch_numbers = {3}, .assignments = {ResultMaker::AssignmentName(1)}},
      {.epoch_numbers = {3}, .assignments = {ResultMaker::AssignmentName(1), "none"}},
  };
  for (const LatestQuery& question : questions) world.Check(question);
}

TEST_CASE("late results of a backlog are not the newest ones") {
  HistoryWorld world;
  MadeBatch early = world.maker.NextOf(0, 30, 1);
  world.maker.Pass(1h);
  world.Append(world.maker.NextOf(0, 30, 1));
  world.Commit();
  world.Append(early);
  world.Commit();
  world.Check(LatestQuery{.epoch_numbers = {1}});
  world.Check(
      LatestQuery{.epoch_numbers = {1},
                  .assignments = {ResultMaker::AssignmentName(1), ResultMaker::AssignmentName(2)}});
}

TEST_CASE("what is not committed is not history yet") {
  HistoryWorld world;
  world.Append(3);
  CHECK(world.history->Query({}).rows.empty());
  world.manifest = world.history->Sync().value();
  CHECK(world.history->Query({}).rows.empty());
  world.history->Committed();
  CHECK_FALSE(world.history->Query({}).rows.empty());
}

TEST_CASE("a restart keeps what was committed and nothing else") {
  HistoryWorld world;
  world.Fill(20, 10);
  world.Append(5);
  world.history->Sync().value();  // the commit never came
  world.model.Crash();
  world.Reopen();
  world.CheckEverything();
  world.Fill(20, 10);
  world.CheckEverything();
  CHECK(world.history->figures().damaged_records == 0);
}

TEST_CASE("a fold that no commit carried leaves no trace") {
  HistoryWorld world;
  world.Fill(60, 10);
  REQUIRE(world.history->Fold().value());
  world.history->Sync().value();
  world.Reopen();
  CHECK(world.history->figures().days == 0);
  CHECK_FALSE(world.storage.OpenRead(world.path() + "/2025-11-23.day").has_value());
  world.CheckEverything();
}

TEST_CASE("a folded segment leaves the disk") {
  HistoryWorld world;
  world.Fill(120, 10);
  const auto journal = world.history->figures().journal_bytes;
  world.FoldAll();
  const HistoryFigures figures = world.history->figures();
  CHECK(figures.segments_waiting == 0);
  CHECK(figures.journal_bytes < journal / 2);
  CHECK(figures.days >= 1);
  const auto names = world.storage.List(world.path()).value();
  CHECK(names.size() == figures.days + 1);  // and the segment that is being written
}

struct AppendedAt {
  std::uint64_t commit = 0;
  std::uint64_t order = 0;
  std::uint64_t epoch_number = 0;
  std::uint64_t seq = 0;
  friend auto operator<=>(const AppendedAt&, const AppendedAt&) = default;
};

// Three batches a commit, as often as was said.
void AppendInOrder(HistoryWorld& world, int commits, std::vector<AppendedAt>& appended) {
  for (int i = 0; i < commits; ++i) {
    for (std::uint64_t order : {1, 2, 7}) {
      MadeBatch made = world.maker.Next(1 + world.maker.Random(9), world.commit);
      made.entry.order = order;
      world.Append(made);
      for (const std::uint32_t index : made.fresh) {
        appended.push_back(
            {world.commit, order, made.entry.epoch_number, made.batch.rows()[index].seq});
      }
    }
    world.maker.Pass(30s);
    world.Commit();
  }
}

TEST_CASE("results are walked through as they were appended, wherever they are by now") {
  const auto place = GENERATE(Place::kJournal, Place::kDays, Place::kBoth);
  HistoryWorld world;
  std::vector<AppendedAt> appended;
  AppendInOrder(world, 60, appended);
  if (place != Place::kJournal) {
    world.Reopen();
    world.FoldAll();
  }
  if (place == Place::kBoth) AppendInOrder(world, 20, appended);
  std::vector<AppendedAt> walked;
  std::uint64_t commits = 0;
  const auto walk = world.history->Walk();
  for (auto rows = walk->Next(); !rows.empty(); rows = walk->Next()) {
    ++commits;
    for (const HistoryRow& row : rows) {
      CHECK(row.commit == rows.front().commit);
      walked.push_back({row.commit, row.order, row.epoch_number, row.seq});
    }
  }
  CHECK(walked == appended);
  CHECK(commits == (place == Place::kBoth ? 80 : 60));
}

TEST_CASE("as many days are kept as was said, and the oldest go first") {
  HistoryOptions options = kSmallHistory;
  options.days = 3;
  HistoryWorld world(1, options);
  for (int day = 0; day < 6; ++day) {
    world.Fill(20, 10, 72min);
    world.FoldAll();
    world.model.DropDaysBefore(world.history->figures().oldest_day.value());
    CHECK(world.history->figures().days <= 3);
    world.CheckEverything();
  }
  const HistoryFigures figures = world.history->figures();
  CHECK(figures.days == 3);
  CHECK(world.history->OldestDayKept() == figures.oldest_day);
  CHECK(*figures.oldest_day > world.maker.now() - 96h);
  CHECK(world.storage.List(world.path()).value().size() == 4);
  world.Reopen();
  world.CheckEverything();
}

TEST_CASE("the day of a result is the day it came, however wrong its own clock is") {
  HistoryWorld world(1);
  MadeBatch made = world.maker.NextOf(0, 8, 1);
  made.entry.received_at = Timestamp(std::chrono::sys_days(std::chrono::year(2024) / 2 / 29)) + 23h;
  world.Append(made);
  world.Commit();
  world.Reopen();
  world.FoldAll();
  CHECK(world.storage.OpenRead(world.path() + "/2024-02-29.day").has_value());
  world.CheckEverything();
}

TEST_CASE("figures count results and samples") {
  HistoryWorld world;
  world.Fill(60, 10);
  std::uint64_t samples = 0;
  for (const KeptResult& kept : world.model.committed()) {
    for (const ItemResult& item : kept.result.items) samples += item.observed.metrics.size();
  }
  HistoryFigures figures = world.history->figures();
  CHECK(figures.results == world.model.committed().size());
  CHECK(figures.samples == samples);
  CHECK(figures.fold_lag > 20min);
  world.Reopen();
  world.FoldAll();
  figures = world.history->figures();
  CHECK(figures.day_results == world.model.committed().size());
  CHECK(figures.day_samples == samples);
  CHECK(figures.bytes_per_day == figures.day_bytes);
  CHECK(figures.fold_lag == Duration(0));
}

TEST_CASE("a history without its manifest is not begun anew") {
  HistoryWorld world;
  world.Fill(60, 10);
  world.FoldAll();
  world.history.reset();
  const auto opened = History::Open(world.storage, world.path(), "", kSmallHistory);
  CHECK(opened.error().code() == ErrorCode::kConflict);
  CHECK(History::Open(world.storage, world.path(), world.manifest + "x").error().code() ==
        ErrorCode::kInternal);
  world.Reopen();
  world.CheckEverything();
}

TEST_CASE("an answer that grew too large is cut, and says so") {
  HistoryWorld world;
  CheckResult result;
  result.check = "host.perf.check1";
  result.assignment = "rule/host.perf.check1";
  result.ruler = "8b1a9953c4611296";
  ItemResult item;
  item.observed.attributes = {{"text", ""}};
  item.code = "ok";
  result.items.assign(60, item);
  for (std::size_t i = 0; i < result.items.size(); ++i) {
    result.items[i].observed.item = std::to_string(i);
  }
  std::vector<SequencedResult> results;
  for (std::uint64_t seq = 1; seq <= 200; ++seq) {
    result.observed_at = world.maker.now() + std::chrono::seconds(seq);
    for (ItemResult& each : result.items) {
      each.observed.attributes[0].value = std::string(7000, static_cast<char>('a' + seq % 26));
    }
    results.push_back({seq, result});
  }
  ResultSplitter splitter;
  const ColumnBatch batch = ColumnBatch::Of(1, results, splitter);
  std::vector<std::uint32_t> fresh(results.size());
  for (std::uint32_t i = 0; i < fresh.size(); ++i) fresh[i] = i;
  REQUIRE(world.history->Append({1, 1, 1, "host", world.maker.now(), &batch, fresh}).has_value());
  world.Commit();
  const HistoryAnswer answer = world.history->Query({.limit = 200});
  CHECK(answer.cut_short);
  REQUIRE(answer.rows.size() < 200);
  REQUIRE(answer.rows.size() > 100);
  for (std::size_t i = 0; i < answer.rows.size(); ++i) CHECK(answer.rows[i].seq == 200 - i);
}

}  // namespace
}  // namespace xunjian
