#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "collector/store/sqlite/history_queries.h"
#include "collector/store/sqlite/series_queries.h"
#include "proto/columns/series_columns.h"
#include "tests/contract/history/history_world.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

// Where the results are; between the two fills is an hour without any.
enum class Place { kJournal, kDays, kBoth };

void Fill(HistoryWorld& world, Place place) {
  world.Fill(60, 10);
  if (place != Place::kJournal) {
    world.Reopen();
    world.FoldAll();
  }
  if (place == Place::kDays) return;
  world.maker.Pass(1h);
  world.Fill(30, 10);
}

std::vector<std::uint64_t> EpochsOf(const HistoryWorld& world, const std::string& host) {
  std::set<std::uint64_t> numbers;
  for (const KeptResult& kept : world.model.committed()) {
    if (kept.host == host) numbers.insert(kept.epoch_number);
  }
  return {numbers.begin(), numbers.end()};
}

std::string TextOf(const ResultRow& row) {
  std::string text =
      fmt::format("{}/{} {} {} {} {} {}", row.epoch, row.seq, FormatRfc3339(row.observed_at),
                  FormatRfc3339(row.received_at), row.item, ToString(row.outcome), row.code);
  for (const Metric& metric : row.metrics) text += fmt::format(" {}={}", metric.name, metric.value);
  return text;
}

// All pages of a series, the rows of its items.
std::vector<std::string> ReadAll(const HistoryWorld& world, SeriesQuery query) {
  std::vector<std::string> rows;
  Timestamp before = Timestamp::min();
  for (int pages = 0; pages < 10'000; ++pages) {
    const auto page = FindSeries(*world.history, EpochsOf(world, query.host), query).value().page;
    const SeriesColumns series = SeriesColumns::Parse(page.columns).value();
    for (std::size_t i = 0; i < series.size(); ++i) {
      const CheckResult result = series.ResultOf(i);
      CHECK(result.observed_at >= before);
      before = result.observed_at;
      for (const ItemResult& item : result.items) {
        ResultRow row{.item = item.observed.item, .outcome = item.outcome, .code = item.code};
        row.metrics = item.readings;
        row.metrics.insert(row.metrics.end(), item.observed.metrics.begin(),
                           item.observed.metrics.end());
        row.observed_at = result.observed_at;
        row.received_at = series.row(i).received_at;
        row.epoch = series.row(i).epoch;
        row.seq = series.row(i).seq;
        rows.push_back(TextOf(row));
      }
    }
    if (!page.next) return rows;
    query.after = page.next;
  }
  FAIL("pages without an end");
  return rows;
}

std::vector<std::string> Listed(const HistoryWorld& world, const SeriesQuery& query) {
  const ResultQuery asked{.host = query.host,
                          .check = query.check,
                          .item = query.item,
                          .since = query.since,
                          .until = query.until};
  const auto found =
      FindResults(*world.history, EpochsOf(world, query.host), asked, 100'000).value();
  std::vector<std::string> rows;
  for (const ResultRow& row : found.results) rows.push_back(TextOf(row));
  return rows;
}

void CheckAgainstList(const HistoryWorld& world, const SeriesQuery& query) {
  auto listed = Listed(world, query);
  auto read = ReadAll(world, query);
  CHECK_FALSE(read.empty());
  std::ranges::sort(listed);
  std::ranges::sort(read);
  CHECK(read == listed);
}

TEST_CASE("the pages of a series hold what the list holds, wherever the results are") {
  const auto place = GENERATE(Place::kJournal, Place::kDays, Place::kBoth);
  HistoryWorld world;
  Fill(world, place);
  const std::string check = ResultMaker::CheckName(3);
  for (const std::uint32_t limit : {1U, 7U, 10'000U}) {
    CheckAgainstList(world, {.host = "host1", .check = check, .limit = limit});
    CheckAgainstList(world, {.host = "host1", .check = check, .item = "/mount2", .limit = limit});
  }
  CheckAgainstList(world, {.host = "host2",
                           .check = check,
                           .since = world.maker.now() - 90min,
                           .until = world.maker.now() - 10min,
                           .limit = 5});
}

TEST_CASE("a series is read on from a commit, before and after its results are folded") {
  HistoryWorld world;
  Fill(world, Place::kBoth);
  SeriesQuery query{.host = "host1", .check = ResultMaker::CheckName(3), .limit = 7};
  const auto before = ReadAll(world, query);
  const std::uint64_t as_of =
      FindSeries(*world.history, EpochsOf(world, "host1"), query).value().page.as_of_commit;
  CHECK(as_of == world.commit - 1);
  query.after_commit = as_of;
  CHECK(ReadAll(world, query).empty());

  world.Fill(20, 10);
  const auto since = ReadAll(world, query);
  CHECK_FALSE(since.empty());
  auto both = before;
  both.insert(both.end(), since.begin(), since.end());
  std::ranges::sort(both);
  auto all = ReadAll(world, {.host = "host1", .check = query.check});
  std::ranges::sort(all);
  CHECK(both == all);

  world.Reopen();
  world.FoldAll();
  CHECK(ReadAll(world, query) == since);
  query.after_commit = 0;
  query.until_commit = as_of;
  CHECK(ReadAll(world, query) == before);
}

TEST_CASE("a series of an item tells of the check as a whole where that is all there is") {
  HistoryWorld world;
  Fill(world, Place::kBoth);
  // The results of this check have the item "" alone.
  const std::string check = ResultMaker::CheckName(1);
  CHECK(Listed(world, {.host = "host1", .check = check, .item = "/mount1"}).empty());
  CHECK(ReadAll(world, {.host = "host1", .check = check, .item = "/mount1"}) ==
        ReadAll(world, {.host = "host1", .check = check}));
}

TEST_CASE("a result is found by its number") {
  const auto place = GENERATE(Place::kJournal, Place::kDays, Place::kBoth);
  HistoryWorld world;
  Fill(world, place);
  for (const KeptResult& kept : world.model.committed()) {
    const auto found = FindResult(*world.history, {kept.epoch_number}, kept.seq);
    REQUIRE(found);
    CHECK(found->result == kept.result);
    CHECK(found->host == kept.host);
    CHECK(found->id == ResultId{kept.epoch, kept.seq});
  }
  CHECK_FALSE(FindResult(*world.history, {1}, 1'000'000));
  CHECK_FALSE(FindResult(*world.history, {}, 1));
}

}  // namespace
}  // namespace xunjian
