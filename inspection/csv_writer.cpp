#include <fmt/format.h>

#include "inspection/report_writers.h"
#include "inspection/text/escape.h"

namespace xunjian {
namespace {

std::string Readings(const ReportRow& row) {
  std::string text;
  for (const Metric& metric : row.metrics) {
    if (!text.empty()) text += "; ";
    text += fmt::format("{}={}{}{}", metric.name, metric.value, metric.unit.empty() ? "" : " ",
                        metric.unit);
  }
  return text;
}

std::string Line(const Report& report, const ReportRow& row) {
  using std::chrono::milliseconds;
  return fmt::format("{},{},{},{},{},{},{},{},{}\r\n", EscapeCsv(report.host),
                     FormatRfc3339(report.started_at), EscapeCsv(row.check), EscapeCsv(row.item),
                     ToString(row.outcome), EscapeCsv(row.code), EscapeCsv(row.summary),
                     EscapeCsv(Readings(row)),
                     std::chrono::duration_cast<milliseconds>(row.duration).count());
}

}  // namespace

std::string WriteCsv(const Report& report) {
  std::string text = "host,started_at,check,item,outcome,code,summary,metrics,duration_ms\r\n";
  for (const ReportRow& row : report.rows) text += Line(report, row);
  return text;
}

}  // namespace xunjian
