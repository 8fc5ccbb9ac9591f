#include "cli/series_csv.h"

#include <fmt/format.h>

#include "inspection/text/escape.h"

namespace xunjian {
namespace {

std::string TimeCell(Timestamp at) { return at == Timestamp{} ? "" : FormatRfc3339(at); }

std::string Number(std::optional<std::uint64_t> number) {
  return number ? fmt::to_string(*number) : "";
}

std::string LostCsv(const GapRow& gap) {
  const ResultId first{gap.epoch, gap.first_seq};
  return fmt::format("{},,,,{},{},{},,{},,,,lost,{},{}\r\n", EscapeCsv(gap.host),
                     TimeCell(gap.first_at), TimeCell(gap.received_at),
                     gap.first_seq == 0 ? "" : ToString(first), ToString(gap.reason),
                     TimeCell(gap.last_at), gap.count == 0 ? "" : fmt::to_string(gap.count));
}

}  // namespace

std::string SeriesCsv::Heading() {
  return "host,assignment,check,item,observed_at,received_at,id,outcome,code,metric,value,unit,"
         "kind,until,results\r\n";
}

std::string SampleCsv(const std::string& host, const SeriesColumns& page, std::size_t row) {
  const CheckResult result = page.ResultOf(row);
  const SeriesRow& whose = page.row(row);
  std::string text;
  for (const ItemResult& item : result.items) {
    const std::string start = fmt::format(
        "{},{},{},{},{},{},{},{},{},", EscapeCsv(host), EscapeCsv(result.assignment),
        EscapeCsv(result.check), EscapeCsv(item.observed.item), FormatRfc3339(result.observed_at),
        FormatRfc3339(whose.received_at), ToString(ResultId{whose.epoch, whose.seq}),
        ToString(item.outcome), EscapeCsv(item.code));
    const auto metrics = MetricsOf(item);
    for (const Metric& metric : metrics) {
      text += fmt::format("{}{},{},{},sample,,\r\n", start, EscapeCsv(metric.name), metric.value,
                          EscapeCsv(metric.unit));
    }
    if (metrics.empty()) text += start + ",,,sample,,\r\n";
  }
  return text;
}

std::string GapCsv(const std::string& host, const std::string& assignment, Timestamp since,
                   std::optional<Timestamp> until, std::optional<std::uint64_t> missing) {
  return fmt::format("{},{},,,{},,,,,,,,gap,{},{}\r\n", EscapeCsv(host), EscapeCsv(assignment),
                     FormatRfc3339(since), until ? FormatRfc3339(*until) : "", Number(missing));
}

std::string SeriesCsv::Page(const SeriesColumns& page) {
  std::string text;
  for (std::size_t i = 0; i < page.size(); ++i) {
    const CheckResult result = page.ResultOf(i);
    if (const auto silence = silences_.Note(result.assignment, result.observed_at)) {
      text += GapCsv(host_, silence->assignment, silence->since, silence->until, silence->missing);
    }
    coverage_.Add(OverallOutcome(result));
    text += SampleCsv(host_, page, i);
  }
  return text;
}

std::string SeriesCsv::CoverageRow(std::string_view metric, std::uint64_t value) const {
  return fmt::format("{},,,,{},,,,,{},{},count,coverage,{},\r\n", EscapeCsv(host_),
                     FormatRfc3339(span_.since), metric, value, FormatRfc3339(span_.until));
}

std::string SeriesCsv::End(std::span<const GapRow> lost) const {
  std::string text;
  for (const SeriesSilence& silence : silences_.Finish(span_.until)) {
    text += GapCsv(host_, silence.assignment, silence.since, silence.until, silence.missing);
  }
  for (const GapRow& gap : lost) text += LostCsv(gap);
  text += CoverageRow("results", coverage_.results());
  text += CoverageRow("answered", coverage_.answered());
  if (const auto expected = coverage_.Expected(span_, silences_.assignments())) {
    text += CoverageRow("expected", *expected);
  }
  return text;
}

}  // namespace xunjian
