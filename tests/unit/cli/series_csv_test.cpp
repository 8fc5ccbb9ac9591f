#include <catch2/catch.hpp>

#include "command_bench.h"
#include "packed_series.h"

using namespace xunjian;
using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;

namespace {

// Of the day before noon.
std::string Coverage(const std::string& metric, int value) {
  return "web1,,,,2026-11-22T12:00:00.000Z,,,,," + metric + "," + std::to_string(value) +
         ",count,coverage,2026-11-23T12:00:00.000Z,\r\n";
}

}  // namespace

TEST_CASE("all pages of a history are read, one row a sample in CSV") {
  CommandBench bench;
  Series series;
  series.Add(2, {Item("=cmd", 10)});
  const std::string first = series.Bytes();
  series.Add(1, {Item("a,b", -0.5)});
  bench.api.series = {{.columns = first, .next = SeriesPosition{kNoon, 1, 1}},
                      {.columns = series.Bytes()}};
  CHECK(bench.Run({"result", "history", "--host", "web1", "--assignment", "base/x", "-o", "csv"}) ==
        0);
  REQUIRE(bench.api.series_queries.size() == 2);
  CHECK(bench.api.series_queries[1].after == SeriesPosition{kNoon, 1, 1});
  const std::string whose = "web1,base/host.perf.fs_space,host.perf.fs_space,";
  CHECK(bench.out() ==
        "host,assignment,check,item,observed_at,received_at,id,outcome,code,metric,value,unit,kind,"
        "until,results\r\n" +
            whose +
            "'=cmd,2026-11-23T11:58:00.000Z,2026-11-23T11:58:01.000Z,0000000000000007-1,ok,ok,"
            "used_percent,10,percent,sample,,\r\n" +
            whose +
            "'=cmd,2026-11-23T11:58:00.000Z,2026-11-23T11:58:01.000Z,0000000000000007-1,ok,ok,"
            "free_bytes,90,bytes,sample,,\r\n" +
            whose +
            "\"a,b\",2026-11-23T11:59:00.000Z,2026-11-23T11:59:01.000Z,0000000000000007-2,ok,ok,"
            "used_percent,-0.5,percent,sample,,\r\n" +
            whose +
            "\"a,b\",2026-11-23T11:59:00.000Z,2026-11-23T11:59:01.000Z,0000000000000007-2,ok,ok,"
            "free_bytes,100.5,bytes,sample,,\r\n" +
            Coverage("results", 2) + Coverage("answered", 2));
}

TEST_CASE("a hole in a series is a row of the CSV, before the sample that ends it") {
  CommandBench bench;
  Series series;
  series.Add(9, 10).Add(8, 10).Add(3, 10);
  bench.api.series = {{.columns = series.Bytes(), .interval = 1min}};
  CHECK(bench.Run({"result", "history", "--host", "web1", "--check", "c", "--since", "10m", "-o",
                   "csv"}) == 0);
  const std::string gap = "web1,base/host.perf.fs_space,,,";
  CHECK_THAT(bench.out(),
             Contains("percent,sample,,\r\n") &&
                 Contains("bytes,sample,,\r\n" + gap +
                          "2026-11-23T11:52:00.000Z,,,,,,,,gap,2026-11-23T11:57:00.000Z,4\r\n"
                          "web1,base/host.perf.fs_space,host.perf.fs_space,/,2026-11-23T11:57:00"));
  CHECK_THAT(bench.out(),
             Contains(gap + "2026-11-23T11:57:00.000Z,,,,,,,,gap,2026-11-23T12:00:00.000Z,3\r\n"));
  CHECK_THAT(bench.out(), EndsWith(",expected,10,count,coverage,2026-11-23T12:00:00.000Z,\r\n"));
}

TEST_CASE("nothing at all is a gap in the CSV, too") {
  CommandBench bench;
  bench.api.series = {{.columns = Series().Bytes()}};
  CHECK(bench.Run({"result", "history", "--host", "web1", "--check", "c", "--since", "1h", "-o",
                   "csv"}) == 0);
  CHECK_THAT(bench.out(), Contains("web1,,,,2026-11-23T11:00:00.000Z,,,,,,,,gap,"
                                   "2026-11-23T12:00:00.000Z,\r\n"));
}

TEST_CASE("what is lost is a row of the CSV with its reason") {
  CommandBench bench;
  Series series;
  GapRow lost{.host = "web1", .reason = GapReason::kHistory, .count = 40};
  lost.first_at = lost.received_at = kNoon - 8min;
  lost.last_at = kNoon - 2min;
  lost.epoch = 7;
  lost.first_seq = 3;
  const GapRow unknown{.host = "web1", .reason = GapReason::kHistory};
  bench.api.series = {{.columns = series.Add(1, 10).Bytes(), .gaps = {unknown, lost}}};
  CHECK(bench.Run({"result", "history", "--host", "web1", "--check", "c", "-o", "csv"}) == 0);
  CHECK_THAT(bench.out(),
             Contains("\r\nweb1,,,,2026-11-23T11:52:00.000Z,2026-11-23T11:52:00.000Z,"
                      "0000000000000007-3,,collector_damage,,,,lost,2026-11-23T11:58:00.000Z,40\r\n"
                      "web1,,,,,,,,collector_damage,,,,lost,,\r\n"));
}
