#include "checks/api/reasons.h"

#include <array>
#include <catch2/catch.hpp>

#include "checks/api/quantity.h"

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
      Row{-90, "seconds", "-1 min 30 s", "-1 分 30 秒"},
      Row{3600, "seconds", "1 h", "1 小时"},
      Row{11520, "seconds", "3 h 12 min", "3 小时 12 分"},
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
        "used_percent 为 91.3 %,阈值 90 %");
}

TEST_CASE("a metric goes by the label that its check gives it") {
  constexpr std::array kThresholds = {Threshold{
      .name = "used_percent", .metric = "used_percent", .label = {"space used", "已用空间"}}};
  CheckType check;
  check.thresholds = kThresholds;
  CHECK(RenderReason(&check, reason::kAbove, kAboveArguments, Language::kEnglish) ==
        "space used is 91.3 %, limit 90 %");
  CHECK(RenderReason(&check, reason::kAbove, kAboveArguments, Language::kChinese) ==
        "已用空间 为 91.3 %,阈值 90 %");
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

TEST_CASE("braces in an argument are text, not placeholders") {
  const std::vector<Argument> arguments = {{"source", "{detail}"}, {"detail", "{"}};
  CHECK(RenderReason(nullptr, reason::kUnreadable, arguments, Language::kEnglish) ==
        "cannot read {detail}: {");
}

TEST_CASE("spans in arguments are durations in the reader's language") {
  const std::vector<Argument> arguments = {{"limit", "10s"}};
  CHECK(RenderReason(nullptr, reason::kTimeout, arguments, Language::kEnglish) ==
        "no answer within 10 s");
  CHECK(RenderReason(nullptr, reason::kTimeout, arguments, Language::kChinese) ==
        "10 秒 内没有完成");
}

TEST_CASE("an OK without numbers is just OK") {
  CHECK(RenderReason(nullptr, reason::kOk, {}, Language::kEnglish) == "OK");
  CHECK(RenderReason(nullptr, reason::kOk, {}, Language::kChinese) == "正常");
}

TEST_CASE("every shared code has a sentence in both languages") {
  for (std::string_view code : {reason::kOk,          reason::kAbove,        reason::kBelow,
                                reason::kGrew,        reason::kNotYet,       reason::kNotCleared,
                                reason::kShortWindow, reason::kFirstReading, reason::kTooFewSamples,
                                reason::kTimeout,     reason::kUnreadable,   reason::kUnparsable,
                                reason::kDenied,      reason::kNoTarget,     reason::kNoBaseline,
                                reason::kNoLastRun,   reason::kAbsent,       reason::kVanished,
                                reason::kNotJudged,   reason::kUnknownCheck, reason::kRunnerLost,
                                reason::kOverload}) {
    INFO(code);
    const std::string en = RenderReason(nullptr, code, {}, Language::kEnglish);
    const std::string zh = RenderReason(nullptr, code, {}, Language::kChinese);
    CHECK(en != code);
    CHECK(zh != code);
    CHECK(en != zh);
  }
}

}  // namespace
}  // namespace xunjian
