#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include "cli/series_chart.h"
#include "cli/series_summary.h"
#include "command_bench.h"
#include "packed_series.h"

using namespace xunjian;
using namespace std::chrono_literals;
using Catch::Matchers::Contains;

namespace {

std::vector<std::string> RunsOf(const SeriesSummary& summary) {
  std::vector<std::string> runs;
  for (const OutcomeRun& run : summary.runs) {
    const auto ago = [](Timestamp at) {
      return std::to_string(std::chrono::duration_cast<std::chrono::minutes>(kNoon - at).count());
    };
    runs.push_back(run.item + " " + std::string(ToString(run.outcome)) + " " + ago(run.since) +
                   "-" + ago(run.until) + " " + std::to_string(run.results));
  }
  return runs;
}

using Runs = std::vector<std::string>;

}  // namespace

TEST_CASE("results of one outcome are one run, and a change begins another") {
  Series series;
  series.Add(5, 10).Add(4, 90).Add(3, 91).Add(2, 96).Add(1, 10).Add(0, 11);
  const SeriesSummary summary = series.Summary(5min, 1min);
  CHECK(RunsOf(summary) == Runs{"/ ok 5-5 1", "/ warning 4-3 2", "/ critical 2-2 1", "/ ok 1-0 2"});
  CHECK(summary.silences.empty());
  CHECK(summary.runs[1].first == ResultId{7, 2});
}

TEST_CASE("a silence ends a run, and is told with what is missing") {
  Series series;
  series.Add(20, 10).Add(19, 10).Add(10, 10).Add(9, 10);
  const SeriesSummary summary = series.Summary(20min, 1min);
  CHECK(RunsOf(summary) == Runs{"/ ok 20-19 2", "/ ok 10-9 2"});
  REQUIRE(summary.silences.size() == 2);
  CHECK(summary.silences[0].since == kNoon - 19min);
  CHECK(summary.silences[0].until == kNoon - 10min);
  CHECK(summary.silences[0].missing == 8);
  CHECK(summary.silences[1].since == kNoon - 9min);  // up to now
  CHECK(summary.silences[1].missing == 9);
  CHECK(summary.results == 4);
  CHECK(summary.expected == 20);
}

TEST_CASE("nothing at all is one silence, and no health") {
  const SeriesSummary known = Series().Summary(10min, 1min);
  REQUIRE(known.silences.size() == 1);
  CHECK(known.silences[0].missing == 10);
  CHECK(known.answered == 0);
  const SeriesSummary unknown = Series().Summary(10min, std::nullopt);
  REQUIRE(unknown.silences.size() == 1);
  CHECK(unknown.silences[0].missing == std::nullopt);
  CHECK(unknown.expected == std::nullopt);
}

TEST_CASE("without an interval silences are measured by the usual distance, coverage is unknown") {
  Series series;
  series.Add(16, 1).Add(14, 1).Add(12, 1).Add(4, 1).Add(2, 1).Add(0, 1);
  const SeriesSummary summary = series.Summary(16min, std::nullopt);
  CHECK(summary.step == Duration(2min));
  REQUIRE(summary.silences.size() == 1);
  CHECK(summary.silences[0].missing == 3);
  CHECK(summary.expected == std::nullopt);
}

TEST_CASE("what could not look has not answered, what does not apply was not due") {
  ItemResult lost;
  lost.outcome = Outcome::kUnknown;
  lost.code = "timeout";
  ItemResult none = lost;
  none.outcome = Outcome::kNotApplicable;
  Series series;
  series.Add(4, 1).Add(3, {lost}).Add(2, {none}).Add(1, 1);
  const SeriesSummary summary = series.Summary(4min, 1min);
  CHECK(summary.results == 4);
  CHECK(summary.answered == 2);
  CHECK(summary.expected == 3);
}

TEST_CASE("an item that was away begins anew, though the check went on") {
  Series series;
  series.Add(3, {Item("/", 1), Item("/data", 1)}).Add(2, {Item("/", 1)});
  series.Add(1, {Item("/", 1), Item("/data", 1)});
  CHECK(RunsOf(series.Summary(3min, 1min)) ==
        Runs{"/ ok 3-1 3", "/data ok 3-3 1", "/data ok 1-1 1"});
}

TEST_CASE("metrics are summed up, a reading that repeats one counts once") {
  Series series;
  series.Add(2, 10).Add(1, 20).Add(0, 60);
  const SeriesSummary summary = series.Summary(2min, 1min);
  REQUIRE(summary.metrics.size() == 2);
  CHECK(summary.metrics[0].name == "used_percent");
  CHECK(summary.metrics[0].least == 10);
  CHECK(summary.metrics[0].mean() == Approx(30));
  CHECK(summary.metrics[0].most == 60);
  CHECK(summary.metrics[0].samples == 3);
  CHECK(summary.metrics[1].name == "free_bytes");
}

TEST_CASE("a chart has a column for its time, and none where nothing was heard") {
  Chart chart{.title = "used", .most = "9", .least = "1"};
  for (int i = 0; i < 10; ++i) {
    if (i == 5) continue;
    chart.points.push_back({kNoon + i * 1min, i < 5 ? 1.0 : 9.0, Outcome::kOk});
  }
  const ChartSpan span{kNoon, kNoon + 10min, 1min};
  const std::string drawn = DrawChart(chart, span, {.colours = false, .width = 13});
  std::vector<std::string> lines;
  std::istringstream text(drawn);
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  REQUIRE(lines.size() == 6);
  CHECK(lines[0] == "used");
  CHECK(lines[1] == "9 ┤      ████");
  CHECK(lines[4] == "1 ┤▁▁▁▁▁ ████");
  CHECK(DrawChart(chart, span, {}).empty());
}

TEST_CASE("an answer without the number is a cross and no gap") {
  const Chart chart{.title = "used",
                    .points = {{kNoon, 5, Outcome::kOk}, {kNoon + 5min, {}, Outcome::kCritical}},
                    .most = "5",
                    .least = "5"};
  const std::string drawn = DrawChart(chart, {kNoon, kNoon + 10min, 5min}, {.width = 13});
  CHECK_THAT(drawn, Contains("5 ┤█████×××××\n"));
  Chart none = chart;
  none.points.erase(none.points.begin());
  CHECK(DrawChart(none, {kNoon, kNoon + 10min, 5min}, {.width = 13}).empty());
}

TEST_CASE("a chart is coloured by the worst outcome of each column") {
  const Chart chart{.title = "used",
                    .points = {{kNoon, 1, Outcome::kOk}, {kNoon + 1s, 2, Outcome::kCritical}},
                    .most = "2",
                    .least = "1"};
  const TerminalStyle style{.colours = true, .width = 20};
  const std::string drawn = DrawChart(chart, {kNoon, kNoon + 10min, 1min}, style);
  CHECK_THAT(drawn, Contains(Paint("█", Colour::kRed, style)));
  CHECK_THAT(drawn, !Contains(Paint("█", Colour::kGreen, style)));
}

TEST_CASE("the history of a series is shown with coverage, gaps, reasons and numbers") {
  CommandBench bench;
  Series series;
  series.Add(9, 10).Add(8, 96).Add(1, 97);
  bench.api.series = {{.columns = series.Bytes(), .interval = 1min}};
  const std::vector<std::string> command = {
      "result", "history", "--host",  "web1", "--check", "host.perf.fs_space",
      "--item", "/",       "--since", "10m"};
  CHECK(bench.Run(command) == 0);
  const SeriesQuery& asked = bench.api.series_queries.at(0);
  CHECK(asked.host == "web1");
  CHECK(asked.check == "host.perf.fs_space");
  CHECK(asked.item == "/");
  CHECK(asked.since == kNoon - 10min);
  CHECK(asked.until == kNoon);
  CHECK(asked.with_interval);
  CHECK_THAT(bench.out(),
             Contains("coverage 30.0 %: 3 of about 10 results (interval 1m), gaps: 1") &&
                 Contains("nothing was heard for 7m, about 6 results are missing") &&
                 Contains("used_percent") && Contains("67.7"));
  CHECK_THAT(bench.out(), !Contains("┤"));  // no terminal, no chart

  bench.style.width = 80;
  CHECK(bench.Run(command) == 0);
  CHECK_THAT(bench.out(), Contains("┤") && Contains("█"));
  bench.locale = Language::kChinese;
  CHECK(bench.Run(command) == 0);
  CHECK_THAT(bench.out(), Contains("覆盖率 30.0 %") && Contains("缺口"));
}

TEST_CASE("the history as JSON has runs, gaps, metrics and coverage") {
  CommandBench bench;
  Series series;
  series.Add(9, 10).Add(8, 96);
  bench.api.series = {{.columns = series.Bytes(), .interval = 1min}};
  CHECK(bench.Run({"result", "history", "--host", "web1", "--check", "host.perf.fs_space",
                   "--since", "9m", "-o", "json"}) == 0);
  const auto document = boost::json::parse(bench.out());
  CHECK(document.at("schema") == "xunjian.history/1");
  CHECK(document.at("coverage").at("expected") == 9);
  CHECK(document.at("coverage").at("answered") == 2);
  CHECK(document.at("runs").at(1).at("outcome") == "critical");
  CHECK(document.at("runs").at(1).at("first") == "0000000000000007-2");
  CHECK(document.at("gaps").at(0).at("missing") == 8);
  CHECK(document.at("metrics").at(0).at("max") == 96);
}

TEST_CASE("results that the host lost are told beside every history of it") {
  CommandBench bench;
  Series series;
  series.Add(9, 10);
  GapRow lost{.host = "web1", .reason = GapReason::kCap, .count = 1234};
  lost.first_at = kNoon - 8min;
  lost.last_at = kNoon - 2min;
  const GapRow damaged{.host = "web1", .reason = GapReason::kDamage, .count = 1};
  bench.api.series = {{.columns = series.Bytes(), .gaps = {damaged, lost}}};
  const std::vector<std::string> command = {
      "result", "history", "--host", "web1", "--check", "host.perf.fs_space", "--since", "10m"};
  CHECK(bench.Run(command) == 0);
  CHECK_THAT(bench.out(), Contains("LOST RESULTS") && Contains("1234") &&
                              Contains("no room for them") && Contains("queue was damaged"));
  bench.locale = Language::kChinese;
  CHECK(bench.Run(command) == 0);
  CHECK_THAT(bench.out(), Contains("丢失结果数") && Contains("队列空间不足"));

  std::vector<std::string> as_json = command;
  as_json.insert(as_json.end(), {"-o", "json"});
  CHECK(bench.Run(as_json) == 0);
  const auto document = boost::json::parse(bench.out());
  CHECK(document.at("lost").at(0).at("results") == 1234);  // oldest first
  CHECK(document.at("lost").at(0).at("reason") == "no_room");
  CHECK(document.at("lost").at(1).at("since").is_null());
}

TEST_CASE("a history that is asked for badly says what to do, and asks nobody") {
  CommandBench bench;
  const std::vector<std::pair<std::vector<std::string>, std::string>> bad = {
      {{"--check", "host.perf.cpu"}, "--host"},
      {{"--host", "web1"}, "--check"},
      {{"--host", "web1", "--check", "host.*"}, "wildcards"},
      {{"--host", "web1", "--check", "c", "--since", "yesterday"}, "--since"},
      {{"--host", "web1", "--check", "c", "--since", "1h", "--until", "2h"}, "exchange"},
      {{"--host", "web1", "--check", "c", "--follow", "-o", "json"}, "-o csv"},
      {{"--host", "web1", "--check", "c", "--follow", "--until", "1h"}, "--until"},
  };
  for (const auto& [options, told] : bad) {
    INFO(told);
    std::vector<std::string> command = {"result", "history"};
    command.insert(command.end(), options.begin(), options.end());
    CHECK(bench.Run(command) == 2);
    CHECK_THAT(bench.err(), Contains(told));
  }
  CHECK(bench.api.series_queries.empty());
}

TEST_CASE("one result is shown whole, and what a host says is clean") {
  CommandBench bench;
  StoredResult& stored = bench.api.stored_result;
  stored = {.host = "web1", .id = {0x9f3a6c21d04b7e15, 1234}, .received_at = kNoon};
  stored.result.check = "host.perf.fs_space";
  stored.result.assignment = "base/host.perf.fs_space";
  stored.result.observed_at = kNoon - 1s;
  stored.result.duration = 20ms;
  stored.result.items = {Item("/da\x1b[2Jta", 96)};
  stored.result.items[0].code = "timeout";
  stored.result.items[0].arguments = {{"limit", "10"}};
  stored.result.items[0].observed.attributes = {{"type", "ext4"}};
  CHECK(bench.Run({"result", "show", "9f3a6c21d04b7e15-1234"}) == 0);
  CHECK(bench.api.shown_result == stored.id);
  CHECK_THAT(bench.out(), Contains("9f3a6c21d04b7e15-1234") && Contains("web1") &&
                              Contains("96 %") && Contains("ext4") && Contains("20 ms"));
  CHECK_THAT(bench.out(), !Contains("\x1b"));

  CHECK(bench.Run({"result", "show", "9f3a6c21d04b7e15-1234", "-o", "json"}) == 0);
  const auto document = boost::json::parse(bench.out());
  CHECK(document.at("schema") == "xunjian.result/1");
  CHECK(document.at("epoch").as_uint64() == 0x9f3a6c21d04b7e15);
  const auto& item = document.at("items").at(0);
  CHECK(item.at("reason_en").as_string() != item.at("reason_zh").as_string());
  CHECK(item.at("attributes").at(0).at("value") == "ext4");

  for (const std::string id : {"42", "", "9f3a6c21d04b7e15-", "9f3a6c21d04b7e15-0", "x-1"}) {
    INFO(id);
    CHECK(bench.Run({"result", "show", id}) == 2);
    CHECK_THAT(bench.err(), Contains("result list") || Contains("ID"));
  }
}

TEST_CASE("what damage took is told with what is known of it") {
  CommandBench bench;
  GapRow named{.host = "web1", .reason = GapReason::kHistory, .count = 40};
  named.epoch = 7;
  named.first_at = kNoon - 8min;
  const GapRow unknown{.host = "web1", .reason = GapReason::kHistory};
  bench.api.series = {{.columns = Series().Add(1, 10).Bytes(), .gaps = {unknown, named}}};
  const std::vector<std::string> command = {"result", "history", "--host", "web1", "--check", "c"};
  CHECK(bench.Run(command) == 0);
  CHECK_THAT(bench.out(), Contains("40") && Contains("the collector's disk was damaged") &&
                              Contains("not known") && Contains("of which host is not known"));
  bench.locale = Language::kChinese;
  CHECK(bench.Run(command) == 0);
  CHECK_THAT(bench.out(), Contains("采集器磁盘损坏") && Contains("属于哪台主机未知"));
}

TEST_CASE("who gets the newest gaps alone is told so") {
  CommandBench bench;
  const GapRow lost{.host = "web1", .reason = GapReason::kCap, .count = 1};
  bench.api.series = {{.columns = Series().Add(1, 10).Bytes(), .gaps = {lost}, .more_gaps = true}};
  std::vector<std::string> command = {"result", "history", "--host", "web1", "--check", "c"};
  CHECK(bench.Run(command) == 0);
  CHECK_THAT(bench.err(), Contains("newest 1 gaps") && Contains("--since"));
  command.insert(command.end(), {"-o", "json"});
  CHECK(bench.Run(command) == 0);
  CHECK(boost::json::parse(bench.out()).at("lost_truncated") == true);
}
