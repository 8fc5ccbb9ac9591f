#include <catch2/catch.hpp>

#include "command_bench.h"
#include "packed_series.h"

using namespace xunjian;
using Catch::Matchers::Contains;

TEST_CASE("who follows a series is shown what the collector took since, late results too") {
  CommandBench bench;
  Series series;
  series.Add(20, 10).Add(2, 10);
  const std::string first = series.Bytes();
  series.Add(9, 96).Add(1, 97);  // the agent was cut off nine minutes ago
  bench.api.series = {{.columns = first, .as_of_commit = 40},
                      {.columns = series.Bytes(), .as_of_commit = 50},
                      {.columns = Series().Bytes(), .as_of_commit = 60}};
  int waits = 0;
  bench.on_wait = [&waits] { return ++waits <= 2; };
  CHECK(bench.Run({"result", "history", "--host", "web1", "--check", "c", "--follow"}) == 0);
  const std::vector<SeriesQuery>& asked = bench.api.series_queries;
  REQUIRE(asked.size() == 3);
  CHECK(asked[0].after_commit == 0);
  CHECK(asked[1].since == asked[0].since);
  CHECK(asked[1].after_commit == 40);
  CHECK(asked[1].until_commit == 0);
  CHECK_FALSE(asked[1].until);
  CHECK(asked[2].after_commit == 50);
  const auto line_of = [&bench](const std::string& time) {
    const std::string out = bench.out();
    const auto begin = out.find("\n2026-11-23T" + time);
    return begin == std::string::npos ? ""
                                      : out.substr(begin + 1, out.find('\n', begin + 1) - begin);
  };
  CHECK_THAT(line_of("11:51:00.000Z  web1"), Contains("(late) "));
  CHECK_THAT(line_of("11:59:00.000Z  web1"), Contains("critical") && !Contains("(late)"));
}

TEST_CASE("the pages of what came while somebody follows speak of one moment") {
  CommandBench bench;
  Series series;
  series.Add(5, 10);
  const std::string first = series.Bytes();
  series.Add(4, 10);
  const std::string second = series.Bytes();
  series.Add(3, 10);
  bench.api.series = {{.columns = first, .as_of_commit = 40},
                      {.columns = second, .next = SeriesPosition{kNoon, 1, 2}, .as_of_commit = 50},
                      {.columns = series.Bytes(), .as_of_commit = 50}};
  int waits = 0;
  bench.on_wait = [&waits] { return ++waits <= 1; };
  CHECK(bench.Run({"result", "history", "--host", "web1", "--check", "c", "--follow"}) == 0);
  const std::vector<SeriesQuery>& asked = bench.api.series_queries;
  REQUIRE(asked.size() == 3);
  CHECK(asked[2].after == SeriesPosition{kNoon, 1, 2});
  CHECK(asked[2].after_commit == 40);
  CHECK(asked[2].until_commit == 50);
}

TEST_CASE("who follows a list is shown every row once, the newest last") {
  CommandBench bench;
  const auto row = [](int minutes_ago, std::uint64_t seq) {
    return ResultRow{.host = "web1",
                     .check = "c",
                     .outcome = Outcome::kOk,
                     .code = "ok",
                     .observed_at = kNoon - std::chrono::minutes(minutes_ago),
                     .epoch = 7,
                     .seq = seq};
  };
  bench.api.results.results = {row(2, 2), row(3, 1)};
  int waits = 0;
  bench.on_wait = [&] {
    // One came late, from a host that is slow.
    bench.api.results.results = {row(1, 4), row(2, 2), row(3, 3), row(3, 1)};
    return ++waits <= 2;
  };
  CHECK(bench.Run({"result", "list", "--follow", "-o", "csv"}) == 0);
  std::vector<std::string> seqs;
  std::istringstream text(bench.out());
  for (std::string line; std::getline(text, line);) {
    const auto at = line.find("0000000000000007-");
    if (at != std::string::npos) seqs.push_back(line.substr(at + 17, 1));
  }
  CHECK(seqs == std::vector<std::string>{"1", "2", "3", "4"});
  CHECK(bench.api.result_query.since == kNoon - 6min);
}

namespace {

// Follows a series of one result a minute: it goes silent for four minutes and comes back.
std::string FollowThroughSilence(CommandBench& bench, const std::string& format) {
  Series series;
  series.Add(1, 10).Add(0, 10);
  bench.api.series = {{.columns = series.Bytes(), .interval = 1min}};
  for (int minute = 1; minute <= 3; ++minute) {
    bench.api.series.push_back({.columns = Series().Bytes(), .interval = 1min});
  }
  bench.api.series.push_back({.columns = series.Add(-4, 10).Bytes()});
  int waits = 0;
  bench.on_wait = [&] {
    bench.clock.Advance(1min);
    return ++waits <= 4;
  };
  CHECK(bench.Run({"result", "history", "--host", "web1", "--check", "c", "--since", "2m",
                   "--follow", "-o", format}) == 0);
  return bench.out();
}

std::size_t CountOf(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

}  // namespace

TEST_CASE("who follows a series is told when it falls silent and when it is heard again") {
  CommandBench bench;
  const std::string told = FollowThroughSilence(bench, "table");
  CHECK(CountOf(told, "nothing was heard since then") == 1);
  CHECK_THAT(told, Contains("2026-11-23T12:00:00.000Z  web1"));
  CHECK_THAT(told, Contains("2026-11-23T12:04:00.000Z  web1") && Contains("heard again after 4m"));
  CHECK(told.find("since then") < told.find("heard again"));
}

TEST_CASE("who follows a series as CSV sees its silences as gaps") {
  CommandBench bench;
  bench.locale = Language::kChinese;
  const std::string told = FollowThroughSilence(bench, "csv");
  const std::string gap = "web1,base/host.perf.fs_space,,,2026-11-23T12:00:00.000Z,,,,,,,,gap,";
  CHECK(CountOf(told, gap + ",\r\n") == 1);
  CHECK(CountOf(told, gap + "2026-11-23T12:04:00.000Z,\r\n") == 1);
}

TEST_CASE("a silence is told in Chinese") {
  CommandBench bench;
  bench.locale = Language::kChinese;
  const std::string told = FollowThroughSilence(bench, "table");
  CHECK_THAT(told, Contains("此后没有结果") && Contains("后恢复"));
}
