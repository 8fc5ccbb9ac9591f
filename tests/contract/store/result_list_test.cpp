#include <catch2/catch.hpp>

#include "collector/store/sqlite/history_queries.h"
#include "tests/contract/history/history_world.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

ResultList Listed(const HistoryWorld& world, const ResultQuery& query, std::uint32_t limit) {
  return FindResults(*world.history, {}, query, limit).value();
}

TEST_CASE("a list says whether its limit left anything out") {
  HistoryWorld world;
  world.Fill(20, 10);
  const ResultQuery query{.check = ResultMaker::CheckName(3)};
  const ResultList whole = Listed(world, query, 10'000);
  const auto rows = static_cast<std::uint32_t>(whole.results.size());
  REQUIRE(rows > 10);
  CHECK_FALSE(whole.truncated());
  CHECK_FALSE(Listed(world, query, rows).truncated());
  const ResultList cut = Listed(world, query, rows - 1);
  CHECK(cut.at_limit);
  CHECK_FALSE(cut.cut_short);
  CHECK(cut.results.size() == rows - 1);
}

// A batch of results that are as large as results may be.
MadeBatch Large(ResultMaker& maker, std::uint64_t commit) {
  constexpr int kResults = 100;
  constexpr int kTexts = 16;
  MadeBatch made = maker.NextOf(0, 1, commit);
  ResultSplitter splitter;
  std::vector<SequencedResult> results;
  for (int i = 0; i < kResults; ++i) {
    CheckResult result;
    result.check = "plugin.nagios";
    result.assignment = "rule/plugin.nagios";
    result.observed_at = maker.now() - i * 1s;
    ItemResult& item = result.items.emplace_back();
    item.outcome = Outcome::kOk;
    item.code = "ok";
    for (int text = 0; text < kTexts; ++text) {
      const char other = static_cast<char>('a' + i % 20);  // else it would be of the shape
      item.observed.attributes.push_back({"t" + std::to_string(text), std::string(8 << 10, other)});
    }
    results.push_back({commit * kResults + static_cast<std::uint64_t>(i), result});
  }
  made.batch = ColumnBatch::Of(made.entry.epoch, results, splitter);
  made.fresh.clear();
  for (std::uint32_t i = 0; i < kResults; ++i) made.fresh.push_back(i);
  return made;
}

TEST_CASE("a list that ended before all was looked at says so") {
  HistoryWorld world(1, {.segment_bytes = 64 << 20, .segment_age = 1h, .days = 400});
  for (int i = 0; i < 6; ++i) {
    world.Append(Large(world.maker, world.commit));
    world.maker.Pass(5min);
    world.Commit();
  }
  const ResultList list = Listed(world, {}, 10'000);
  CHECK(list.cut_short);
  CHECK(list.results.size() > 100);
  CHECK(list.results.size() < 600);
}

}  // namespace
}  // namespace xunjian
