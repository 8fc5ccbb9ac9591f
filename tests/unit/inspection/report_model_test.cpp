#include "inspection/report_model.h"

#include <catch2/catch.hpp>

#include "sample_inspection.h"

using namespace xunjian;

namespace {

Report SampleReport() {
  return BuildReport(SampleInspection(), &FindSampleCheck, Language::kEnglish);
}

}  // namespace

TEST_CASE("every item is a row, and the counts are those of the rows") {
  const Report report = SampleReport();
  CHECK(report.rows.size() == 7);
  CHECK(report.counts.at(Outcome::kCritical) == 1);
  CHECK(report.counts.at(Outcome::kWarning) == 2);
  CHECK(report.counts.at(Outcome::kSkipped) == 0);
  std::uint32_t sum = 0;
  for (const auto& [outcome, count] : report.counts) sum += count;
  CHECK(sum == report.rows.size());
}

TEST_CASE("findings come with the highest risk first, with limit, source and advice") {
  const Report report = SampleReport();
  REQUIRE(report.findings.size() == 4);
  const Finding& first = report.findings.front();
  CHECK(first.row.item == "/data");
  CHECK(first.risk == Risk::kHigh);
  CHECK(first.threshold == "≥ 95 %");
  CHECK(first.source == "node_exporter mixin");
  CHECK(first.advice == "Delete or move old files.");
  CHECK(report.findings.back().risk == Risk::kHint);
}

TEST_CASE("what is not health stands in the list of what was not run") {
  const Report report = SampleReport();
  REQUIRE(report.not_run.size() == 2);
  CHECK(report.not_run[0].outcome == Outcome::kNotApplicable);
  CHECK(report.not_run[1].outcome == Outcome::kDenied);
  CHECK(report.not_run[1].summary.find("group adm") != std::string::npos);
}

TEST_CASE("the overview shows the worst of a family's checks in an aspect") {
  const Report report = SampleReport();
  REQUIRE(report.overview.size() == 3);
  CHECK(report.overview[0].family == Family::kHost);
  const OverviewCell& cell =
      report.overview[0].cells[static_cast<std::size_t>(Aspect::kPerformance)];
  CHECK(cell.worst == Outcome::kCritical);
  CHECK(cell.rows == 4);
}

TEST_CASE("a result without any item is a row that says it is not known") {
  ReportInput input = SampleInspection();
  input.results = {CheckResult{.check = "host.perf.cpu"}};
  const Report report = BuildReport(input, &FindSampleCheck, Language::kEnglish);
  REQUIRE(report.rows.size() == 1);
  CHECK(report.rows[0].outcome == Outcome::kUnknown);
}

TEST_CASE("the ruler of a report moves with that of a result and not with their order") {
  ReportInput input = SampleInspection();
  const std::string ruler = SampleReport().ruler;
  std::swap(input.results.front(), input.results.back());
  CHECK(BuildReport(input, &FindSampleCheck, Language::kEnglish).ruler == ruler);
  input.results.front().ruler = "other";
  CHECK(BuildReport(input, &FindSampleCheck, Language::kEnglish).ruler != ruler);
}

TEST_CASE("a label of class B lowers what a host's findings risk") {
  ReportInput input = SampleInspection();
  input.labels = {{"class", "B"}};
  const Report report = BuildReport(input, &FindSampleCheck, Language::kEnglish);
  CHECK(report.findings.front().risk == Risk::kMedium);
  CHECK(report.score.high == 100 - 3 - 1);
}
