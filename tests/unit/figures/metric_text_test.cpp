#include "figures/metric_text.h"

#include <catch2/catch.hpp>

#include "tests/support/metric_reader.h"

namespace xunjian {
namespace {

std::string Labelled(const std::string& value) {
  MetricText text;
  text.Begin(MetricKind::kGauge, "x", "What it is.");
  text.Sample({{"reason", value}}, std::uint64_t{1});
  return std::move(text).Finish();
}

TEST_CASE("a figure is a head and a sample") {
  MetricText text;
  text.Add(MetricKind::kCounter, "xunjian_results_total", "Results taken.",
           std::uint64_t{18446744073709551615U});
  CHECK(std::move(text).Finish() ==
        "# HELP xunjian_results_total Results taken.\n"
        "# TYPE xunjian_results_total counter\n"
        "xunjian_results_total 18446744073709551615\n");
}

TEST_CASE("durations are seconds") {
  MetricText text;
  text.Add(MetricKind::kGauge, "lag_seconds", "Lag.", Duration(std::chrono::milliseconds(1500)));
  CHECK(std::move(text).Finish().ends_with("lag_seconds 1.5\n"));
}

TEST_CASE("a summary has quantiles while something was measured lately, and always sum and count") {
  MetricText text;
  DurationFigures figures{.p50 = std::chrono::milliseconds(2),
                          .p99 = std::chrono::milliseconds(30),
                          .recent = 7,
                          .count = 9,
                          .total = std::chrono::milliseconds(250)};
  text.Add("commit_seconds", "Commits.", figures);
  const MetricPage page = ReadMetricPage(std::move(text).Finish());
  CHECK(page.mistake == std::nullopt);
  CHECK(page.samples == std::map<std::string, double>{{"commit_seconds{quantile=\"0.5\"}", 0.002},
                                                      {"commit_seconds{quantile=\"0.99\"}", 0.03},
                                                      {"commit_seconds_sum", 0.25},
                                                      {"commit_seconds_count", 9}});
  MetricText quiet;
  figures.recent = 0;
  quiet.Add("commit_seconds", "Commits.", figures);
  CHECK(ReadMetricPage(std::move(quiet).Finish()).samples.size() == 2);
}

TEST_CASE("what stands in a label cannot break out of it") {
  CHECK(Labelled("a\"} 7\nevil 1").ends_with("x{reason=\"a\\\"} 7\\nevil 1\"} 1\n"));
  const std::string hostile =
      GENERATE(std::string("\""), std::string("\\"), std::string("\n"), std::string("\\\""),
               std::string("\"} 1\nx 2"), std::string("满"), std::string("{}"), std::string());
  const MetricPage page = ReadMetricPage(Labelled(hostile));
  CHECK(page.mistake == std::nullopt);
  CHECK(page.samples.size() == 1);
}

TEST_CASE("help stays on its line") {
  MetricText text;
  text.Add(MetricKind::kGauge, "x", "one\ntwo \\ three", std::uint64_t{0});
  CHECK(std::move(text).Finish().starts_with("# HELP x one\\ntwo \\\\ three\n# TYPE"));
}

TEST_CASE("the reader that judges the daemons' pages finds what is wrong") {
  const auto [text, why] = GENERATE(table<std::string, std::string>({
      {"x 1", "the last line has no end"},
      {"x 1\n", "a sample before its type"},
      {"# HELP x h\n# TYPE x gauge\nx one\n", "no number"},
      {"# HELP x h\n# TYPE x gauge\nx 1\nx 1\n", "said twice"},
      {"# HELP x h\n# TYPE x gauge\ny 1\n", "a sample of another figure"},
      {"# HELP x h\n# TYPE x counter\nx 1\n", "_total is for counters"},
      {"# HELP x_total h\n# TYPE x_total gauge\nx_total 1\n", "_total is for counters"},
      {"# HELP x h\n# TYPE x gauge\nx{a=1} 1\n", "no labels"},
      {"# HELP x h\n# TYPE x gauge\nx{a=\"1} 1\n", "no labels"},
      {"# HELP x h\n# TYPE x gauge\nx{a=\"\\q\"} 1\n", "no labels"},
      {"# HELP x h\n# TYPE x gauge\nx 1\n# HELP x h\n", "told twice"},
      {"# TYPE x gauge\n", "a type without its help"},
      {"\n", "neither head nor sample"},
  }));
  CAPTURE(text);
  const MetricPage page = ReadMetricPage(text);
  REQUIRE(page.mistake);
  CHECK(page.mistake->starts_with(why));
}

}  // namespace
}  // namespace xunjian
