#include "checks/api/reasons.h"

#include <array>
#include <catch2/catch.hpp>
#include <set>

#include "checks/api/chinese_spacing.h"
#include "checks/api/detail.h"
#include "checks/api/quantity.h"
#include "checks/api/shared_reasons.h"

namespace xunjian {
namespace {

TEST_CASE("numbers are shown the way a person reads them") {
  struct Row {
    double value;
    std::string_view unit;
    std::string_view en;
    std::string_view zh;
  };
  const std::array rows = {
      Row{0, "bytes", "0 B", "0 B"},
      Row{1610612736, "bytes", "1.5 GiB", "1.5 GiB"},
      Row{1024, "bytes", "1 KiB", "1 KiB"},
      Row{1258291.2, "bytes_per_s", "1.2 MiB/s", "1.2 MiB/s"},
      Row{91.26, "percent", "91.3 %", "91.3 %"},
      Row{-0.01, "percent", "0 %", "0 %"},
      Row{0, "seconds", "0 s", "0 秒"},
      Row{0.00025, "seconds", "250 µs", "250 微秒"},
      Row{0.171, "seconds", "171 ms", "171 毫秒"},
      Row{4.25, "seconds", "4.2 s", "4.2 秒"},
      Row{-90, "seconds", "-1 min 30 s", "-1 分钟 30 秒"},
      Row{3600, "seconds", "1 h", "1 小时"},
      Row{11520, "seconds", "3 h 12 min", "3 小时 12 分钟"},
      Row{259260, "seconds", "3 d", "3 天"},
      Row{1234, "count", "1234", "1234"},
      Row{9.22e18, "count", "9.22e+18", "9.22e+18"},
      Row{12.34, "count_per_s", "12.3/s", "12.3/s"},
      Row{12, "ppm", "12 ppm", "12 ppm"},
      Row{12.5, "", "12.5", "12.5"},
  };
  for (const Row& row : rows) {
    INFO(row.en);
    CHECK(FormatQuantity(row.value, row.unit, Language::kEnglish) == row.en);
    CHECK(FormatQuantity(row.value, row.unit, Language::kChinese) == row.zh);
  }
}

TEST_CASE("numbers in arguments are read back, other texts are not numbers") {
  CHECK(ParseNumber(NumberText(91.25)) == 91.25);
  CHECK(ParseNumber(NumberText(1610612736)) == 1610612736);
  CHECK(ParseNumber("") == std::nullopt);
  CHECK(ParseNumber("12 %") == std::nullopt);
  CHECK(ParseNumber("sda") == std::nullopt);
}

const std::vector<Argument> kAboveArguments = {
    {"metric", "used_percent"}, {"value", "91.26"}, {"unit", "percent"}, {"threshold", "90"}};

TEST_CASE("a shared reason is a sentence in both languages") {
  CHECK(RenderReason(nullptr, reason::kAbove, kAboveArguments, Language::kEnglish) ==
        "used_percent is 91.3 %, limit 90 %");
  CHECK(RenderReason(nullptr, reason::kAbove, kAboveArguments, Language::kChinese) ==
        "used_percent 为 91.3 %，阈值 90 %");
}

TEST_CASE("a metric goes by the label that its check gives it") {
  constexpr std::array kThresholds = {Threshold{
      .name = "used_percent", .metric = "used_percent", .label = {"space used", "已用空间"}}};
  CheckType check;
  check.thresholds = kThresholds;
  CHECK(RenderReason(&check, reason::kAbove, kAboveArguments, Language::kEnglish) ==
        "space used is 91.3 %, limit 90 %");
  CHECK(RenderReason(&check, reason::kAbove, kAboveArguments, Language::kChinese) ==
        "已用空间为 91.3 %，阈值 90 %");
}

TEST_CASE("a check's own text goes before the shared one") {
  constexpr std::array kOwn = {
      ReasonText{"above", {"{value} of {size} used", "{size} 已用 {value}"}}};
  CheckType check;
  check.reasons = kOwn;
  std::vector<Argument> arguments = kAboveArguments;
  arguments.push_back({"size", "21474836480"});
  arguments.push_back({"size_unit", "bytes"});
  CHECK(RenderReason(&check, "above", arguments, Language::kEnglish) == "91.3 % of 20 GiB used");
  CHECK(RenderReason(&check, "above", arguments, Language::kChinese) == "20 GiB 已用 91.3 %");
}

TEST_CASE("a code that nobody knows is shown with its arguments") {
  const std::vector<Argument> arguments = {{"a", "1"}, {"b", "x"}};
  CHECK(RenderReason(nullptr, "odd", arguments, Language::kEnglish) == "odd (a=1, b=x)");
  CHECK(RenderReason(nullptr, "odd", {}, Language::kChinese) == "odd");
}

TEST_CASE("an argument that is missing shows as a question mark") {
  CHECK(RenderReason(nullptr, reason::kTimeout, {}, Language::kEnglish) == "no answer within ?");
}

TEST_CASE("an argument that is empty says so") {
  const std::vector<Argument> arguments = {{"source", "/x"}, {"detail", ""}};
  CHECK(RenderReason(nullptr, reason::kUnparsable, arguments, Language::kEnglish) ==
        "cannot understand /x: (empty)");
  CHECK(RenderReason(nullptr, reason::kUnparsable, arguments, Language::kChinese) ==
        "无法解析 /x：（空）");
}

TEST_CASE("braces in an argument are text, not placeholders") {
  const std::vector<Argument> arguments = {{"source", "{detail}"}, {"detail", "{"}};
  CHECK(RenderReason(nullptr, reason::kUnparsable, arguments, Language::kEnglish) ==
        "cannot understand {detail}: {");
}

TEST_CASE("spans in arguments are durations in the reader's language") {
  const std::vector<Argument> arguments = {{"limit", "10s"}};
  CHECK(RenderReason(nullptr, reason::kTimeout, arguments, Language::kEnglish) ==
        "no answer within 10 s");
  CHECK(RenderReason(nullptr, reason::kTimeout, arguments, Language::kChinese) ==
        "10 秒内没有完成");
}

TEST_CASE("a sample goes by the label that its check gives it") {
  constexpr std::array kThresholds = {Threshold{.name = "read_await",
                                                .metric = "read_await",
                                                .sample_metric = "reads_total",
                                                .sample_label = {"reads", "读操作数"}}};
  CheckType check;
  check.thresholds = kThresholds;
  const std::vector<Argument> arguments = {
      {"metric", "reads_total"}, {"value", "3"}, {"least", "20"}};
  CHECK(RenderReason(&check, reason::kTooFewSamples, arguments, Language::kEnglish) ==
        "reads: 3, too few to judge (at least 20)");
  CHECK(RenderReason(&check, reason::kTooFewSamples, arguments, Language::kChinese) ==
        "读操作数为 3，样本太少不作判定（至少 20）");
}

TEST_CASE("what the system said is told in the reader's language") {
  std::vector<Argument> arguments = {{"source", "/proc/stat"}};
  AddDetail({"cannot read /proc/stat: no\nright", "无法读取 /proc/stat"}, arguments);
  CHECK(RenderReason(nullptr, reason::kDenied, arguments, Language::kEnglish) ==
        "cannot read /proc/stat: no right");
  CHECK(RenderReason(nullptr, reason::kDenied, arguments, Language::kChinese) ==
        "无法读取 /proc/stat");
}

TEST_CASE("no blank stands between two Chinese characters where texts meet") {
  struct Row {
    std::string text;
    std::string_view piece;
    std::string_view whole;
  };
  for (const Row& row : std::vector<Row>{
           {"使用率", " 为 ", "使用率为 "},
           {"网卡 ", "内网", "网卡内网"},
           {"网卡 ", "eth0", "网卡 eth0"},
           {"100 %", " 已满", "100 % 已满"},
           {"10 秒", " 内", "10 秒内"},
           {"没有 ", "“x”", "没有 “x”"},
           {"已满，", "磁盘 已用", "已满，磁盘 已用"},
           {"a ", " b", "a  b"},
           {"", " 内", " 内"},
           {"秒 ", "", "秒 "},
       }) {
    std::string text = row.text;
    AppendSpaced(row.piece, text);
    CHECK(text == row.whole);
  }
}

TEST_CASE("an OK without numbers is just OK") {
  CHECK(RenderReason(nullptr, reason::kOk, {}, Language::kEnglish) == "OK");
  CHECK(RenderReason(nullptr, reason::kOk, {}, Language::kChinese) == "正常");
}

TEST_CASE("every shared code has one sentence in both languages") {
  std::set<std::string_view> codes;
  for (const ReasonText& shared : SharedReasons()) {
    INFO(shared.code);
    CHECK(codes.insert(shared.code).second);
    CHECK_FALSE(shared.text.en.empty());
    CHECK_FALSE(shared.text.zh.empty());
  }
}

}  // namespace
}  // namespace xunjian
