#include "inspection/report_writers.h"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include "sample_inspection.h"
#include "tests/support/golden_file.h"

using namespace xunjian;

namespace {

struct Form {
  const char* name;
  ReportFormat format;
};
const std::vector<Form> kForms = {{"table", ReportFormat::kTable}, {"json", ReportFormat::kJson},
                                  {"html", ReportFormat::kHtml},   {"md", ReportFormat::kMarkdown},
                                  {"csv", ReportFormat::kCsv},     {"junit", ReportFormat::kJunit}};

// What a hostile host may put wherever it may put anything.
const std::string kPayload =
    "=cmd|' /C calc'!A0<script>alert(1)</script>\"><img src=x onerror=alert(2)>\x1b]0;owned\x07"
    "\x1b[31m\u202eevil\r\nSet-Cookie: a=b\n| x | ]]> --> \xff\xfe";

ReportInput HostileInspection() {
  ReportInput input = SampleInspection();
  input.host = input.site = input.tool_version = kPayload;
  CheckResult result = SampleResult(kPayload, kPayload, Outcome::kCritical, kPayload,
                                    {{kPayload, kPayload}, {"threshold", kPayload}});
  result.items[0].readings = {{kPayload, 1, kPayload}};
  result.ruler = kPayload;
  input.results.push_back(result);
  result.items[0].outcome = Outcome::kUnknown;
  input.results.push_back(result);
  return input;
}

std::string Hostile(ReportFormat format) {
  const Report report = BuildReport(HostileInspection(), &FindSampleCheck, Language::kChinese);
  return WriteReport(report, format, {});
}

bool Contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("reports look as they did, in both languages and all forms") {
  for (const auto& [suffix, language] :
       {std::pair{"en", Language::kEnglish}, std::pair{"zh", Language::kChinese}}) {
    const Report report = BuildReport(SampleInspection(), &FindSampleCheck, language);
    for (const Form& form : kForms) {
      const std::string text = WriteReport(report, form.format, {});
      INFO(form.name << " " << suffix);
      CHECK(text == GoldenText(std::string("reports/sample.") + suffix + "." + form.name, text));
    }
  }
}

TEST_CASE("a table fits the terminal it is written for") {
  const Report report = BuildReport(SampleInspection(), &FindSampleCheck, Language::kChinese);
  const std::string text = WriteTable(report, {.width = 72});
  CHECK(text == GoldenText("reports/sample.narrow.zh.table", text));
}

TEST_CASE("the JSON report has the promised keys, the schema first") {
  const Report report = BuildReport(SampleInspection(), &FindSampleCheck, Language::kEnglish);
  const auto document = boost::json::parse(WriteJson(report)).as_object();
  std::vector<std::string> keys;
  for (const auto& member : document) keys.emplace_back(member.key());
  CHECK(keys == std::vector<std::string>{"schema", "host", "started_at", "ruler", "score",
                                         "coverage", "counts", "results"});
  CHECK(document.at("schema") == "xunjian.inspection/1");
  CHECK(document.at("started_at") == "2026-11-23T03:04:05.000Z");
  const auto& row = document.at("results").at(0).as_object();
  for (const char* key :
       {"check", "item", "outcome", "code", "summary", "metrics", "duration_ms"}) {
    CHECK(row.contains(key));
  }
  CHECK(row.at("duration_ms").as_double() == 1.5);
  CHECK(document.at("score").at("deductions").at(0).at("points") == 10);
}

TEST_CASE("no form lets a control, escape or bidirectional character through") {
  for (const Form& form : kForms) {
    INFO(form.name);
    const std::string text = Hostile(form.format);
    CHECK_FALSE(Contains(text, "\x1b"));
    CHECK_FALSE(Contains(text, "\x07"));
    CHECK_FALSE(Contains(text, "\u202e"));
    CHECK_FALSE(Contains(text, "\xff"));
    CHECK_FALSE(Contains(text, "\nSet-Cookie"));
  }
}

TEST_CASE("no form that a browser may read lets a tag through") {
  for (const ReportFormat format :
       {ReportFormat::kHtml, ReportFormat::kMarkdown, ReportFormat::kJunit}) {
    const std::string text = Hostile(format);
    CHECK_FALSE(Contains(text, "<script"));
    CHECK_FALSE(Contains(text, "<img"));
    CHECK_FALSE(Contains(text, "\"><"));
  }
}

TEST_CASE("the HTML report has no script and asks nobody for anything") {
  const std::string text = Hostile(ReportFormat::kHtml);
  CHECK(Contains(text, "default-src 'none'"));
  CHECK_FALSE(Contains(text, "<link"));
  CHECK_FALSE(Contains(text, "http://"));
  CHECK_FALSE(Contains(text, "https://"));
}

TEST_CASE("no cell of the CSV report is a formula") {
  const std::string text = Hostile(ReportFormat::kCsv);
  CHECK_FALSE(Contains(text, "\n="));
  CHECK_FALSE(Contains(text, ",="));
  CHECK_FALSE(Contains(text, "\"="));
}

TEST_CASE("a hostile name stays in its cell of a Markdown table") {
  const std::string text = Hostile(ReportFormat::kMarkdown);
  CHECK_FALSE(Contains(text, "| x |"));
  CHECK(Contains(text, "\\| x \\|"));
}

TEST_CASE("JSON of a hostile host is still JSON") {
  CHECK_NOTHROW(boost::json::parse(Hostile(ReportFormat::kJson)));
}
