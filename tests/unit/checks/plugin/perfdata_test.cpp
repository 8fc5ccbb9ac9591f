#include "checks/engine/perfdata.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "checks/engine/nagios_output.h"

namespace xunjian {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// "label value unit" of each item, joined with "; ".
std::string Summary(std::string_view text) {
  std::string summary;
  for (const PerfdataItem& item : ParsePerfdata(text).items) {
    if (!summary.empty()) summary += "; ";
    summary += item.label + " " + (item.value ? fmt::format("{}", *item.value) : "U");
    if (!item.unit.empty()) summary += " " + item.unit;
  }
  return summary;
}

}  // namespace

TEST_CASE("perfdata: labels, values and units") {
  struct Row {
    const char* text;
    const char* summary;
    std::size_t rejected;
  };
  const Row rows[] = {
      {"time=0.01s;1;2;0;10", "time 0.01 s", 0},
      {"a=1 b=2", "a 1; b 2", 0},
      {"  a=1\t\n b=2;;;; ", "a 1; b 2", 0},
      {"'disk usage'=80%;90;95", "disk usage 80 %", 0},
      {"'it''s'=1", "it's 1", 0},
      {"'a=b'=1", "a=b 1", 0},
      {"'a=1 b=2", "b 2", 1},
      {"'a'1 b=2", "b 2", 1},
      {"disk usage=80%", "disk usage 80 %", 0},  // quotes forgotten
      {"load=1,5;2,0", "load 1.5", 0},           // a locale with decimal commas
      {"x=1.5e3", "x 1500", 0},
      {"x=1e-3s", "x 0.001 s", 0},
      {"x=5Mb", "x 5 Mb", 0},
      {"x=-273.15", "x -273.15", 0},
      {"x=+5", "x 5", 0},
      {"x=.5", "x 0.5", 0},
      {"x=U;1;2", "x U", 0},
      {"requests=12345c", "requests 12345 c", 0},
      {"eth0::check_x::in=1B", "eth0::check_x::in 1 B", 0},
      {"x=", "", 1},
      {"x=abc", "", 1},
      {"x=nan", "", 1},
      {"x=inf", "", 1},
      {"x=1e999", "", 1},
      {"x=1.2.3", "", 1},
      {"x=1:2", "", 1},
      {"=1", "", 1},
      {"x=1 x=2", "x 1", 1},
      {"", "", 0},
      {"garbage", "", 1},
      {"内存=5%", "内存 5 %", 0},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(Summary(row.text) == row.summary);
    CHECK(ParsePerfdata(row.text).rejected == row.rejected);
  }
}

TEST_CASE("perfdata: ranges, least and most") {
  const Perfdata perfdata = ParsePerfdata("x=5ms;10:20;@~:30;0;100 y=1;bad;;;oops");
  REQUIRE(perfdata.items.size() == 2);
  const PerfdataItem& x = perfdata.items[0];
  CHECK(*x.warning == PluginRange{10, 20, false});
  CHECK(*x.critical == PluginRange{-kInfinity, 30, true});
  CHECK(*x.least == 0);
  CHECK(*x.most == 100);
  CHECK_FALSE(perfdata.items[1].warning);
  CHECK_FALSE(perfdata.items[1].most);
}

TEST_CASE("perfdata: two labels that begin alike, or look alike, both count") {
  const std::string alike(130, 'x');
  const Perfdata perfdata = ParsePerfdata(alike + "1=1 " + alike + "2=2 disk=3 di\u200Bsk=4");
  REQUIRE(perfdata.items.size() == 4);
  CHECK(perfdata.rejected == 0);
  CHECK(perfdata.items[0].label != perfdata.items[1].label);
  CHECK(perfdata.items[2].label == "disk");
  CHECK(perfdata.items[3].label.starts_with("disk~"));
}

TEST_CASE("perfdata: a flood of items, and text made to be slow, stay bounded") {
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "x" + std::to_string(i) + "=1 ";
  CHECK(ParsePerfdata(many).items.size() == 256);
  CHECK(ParsePerfdata(many).rejected == 744);
  std::string quotes;
  for (int i = 0; i < 20'000; ++i) quotes += "'a ";
  CHECK(ParsePerfdata(quotes).items.empty());
  CHECK(ParsePerfdata(std::string(60'000, 'a')).rejected == 1);
}

TEST_CASE("perfdata: metrics are in base units") {
  struct Row {
    const char* text;
    Metric metric;
  };
  for (const Row& row :
       {Row{"t=5ms", {"t", 0.005, "seconds"}}, Row{"t=5us", {"t", 5e-6, "seconds"}},
        Row{"m=2KB", {"m", 2048, "bytes"}}, Row{"m=1TB", {"m", 1099511627776, "bytes"}},
        Row{"p=5%", {"p", 5, "percent"}}, Row{"n=5", {"n", 5, "count"}},
        Row{"n=5c", {"n_total", 5, "count"}}, Row{"n_total=5c", {"n_total", 5, "count"}},
        Row{"x=5Mb", {"x", 5, "Mb"}}}) {
    const auto metric = MetricOf(ParsePerfdata(row.text).items.at(0));
    INFO(row.text);
    REQUIRE(metric);
    CHECK(metric->name == row.metric.name);
    CHECK(metric->value == Approx(row.metric.value));
    CHECK(metric->unit == row.metric.unit);
  }
  CHECK_FALSE(MetricOf(ParsePerfdata("x=U").items.at(0)));
}

TEST_CASE("a range alerts outside, with @ inside, ends included in what is good or bad") {
  struct Row {
    const char* range;
    double value;
    bool alerts;
  };
  for (const Row& row :
       {Row{"10", -0.1, true},   Row{"10", 0, false},      Row{"10", 10, false},
        Row{"10", 10.1, true},   Row{"10:", 9.9, true},    Row{"10:", 10, false},
        Row{"10:", 1e9, false},  Row{"~:10", -1e9, false}, Row{"~:10", 10, false},
        Row{"~:10", 11, true},   Row{"10:20", 9, true},    Row{"10:20", 10, false},
        Row{"10:20", 20, false}, Row{"10:20", 21, true},   Row{"@10:20", 9, false},
        Row{"@10:20", 10, true}, Row{"@10:20", 20, true},  Row{"@10:20", 21, false},
        Row{"0", 0, false},      Row{"0", 1, true},        Row{"-5:5", -5, false},
        Row{"80%", 81, true},    Row{":5", 6, true}}) {
    INFO(row.range << " of " << row.value);
    const auto range = ParsePluginRange(row.range);
    REQUIRE(range);
    CHECK(Alerts(*range, row.value) == row.alerts);
  }
  for (const char* text : {"", "@", "~", "20:10", "a", "1:b", "1:2:3", "10:~", "@@1", "-1"}) {
    INFO(text);
    CHECK_FALSE(ParsePluginRange(text));
  }
}

TEST_CASE("plugin output: text, long text and perfdata of many lines") {
  struct Row {
    const char* output;
    NagiosOutput parts;
  };
  const Row rows[] = {
      {"OK", {"OK", "", ""}},
      {"OK - fine\n", {"OK - fine", "", ""}},
      {"OK | a=1\n", {"OK", "", "a=1"}},
      {"|a=1", {"", "", "a=1"}},
      {"OK|a=1\nmore\ntext|b=2\nc=3\n", {"OK", "more\ntext", "a=1 b=2 c=3"}},
      {"OK\nmore | b=2 | c=3\n", {"OK", "more", "b=2 | c=3"}},
      {"OK\r\nmore\r\n", {"OK", "more", ""}},
      {"\n\nlate", {"", "late", ""}},
      {"", {"", "", ""}},
  };
  for (const Row& row : rows) {
    INFO(row.output);
    CHECK(SplitNagiosOutput(row.output) == row.parts);
  }
}

}  // namespace xunjian
