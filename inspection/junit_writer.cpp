#include <fmt/format.h>

#include "inspection/report_writers.h"
#include "inspection/text/escape.h"

namespace xunjian {
namespace {

// What a pipeline makes of an outcome; "" is a test that passed.
std::string_view ElementOf(Outcome outcome) {
  switch (outcome) {
    case Outcome::kOk:
    case Outcome::kInfo:
      return "";
    case Outcome::kWarning:
    case Outcome::kCritical:
      return "failure";
    case Outcome::kUnknown:
    case Outcome::kDenied:
      return "error";
    case Outcome::kNotApplicable:
    case Outcome::kSkipped:
      return "skipped";
  }
  return "error";
}

std::uint32_t CountOf(const Report& report, std::string_view element) {
  std::uint32_t count = 0;
  for (const auto& [outcome, rows] : report.counts) {
    if (ElementOf(outcome) == element) count += rows;
  }
  return count;
}

double Seconds(Duration duration) { return std::chrono::duration<double>(duration).count(); }

std::string TestCase(const ReportRow& row) {
  const std::string opening =
      fmt::format(R"(  <testcase classname="{}" name="{}" time="{:.3f}")", EscapeMarkup(row.check),
                  EscapeMarkup(row.item.empty() ? row.check : row.item), Seconds(row.duration));
  const std::string_view element = ElementOf(row.outcome);
  if (element.empty()) return opening + "/>\n";
  const std::string type =
      element == "skipped" ? "" : fmt::format(R"( type="{}")", ToString(row.outcome));
  return fmt::format("{}>\n    <{}{} message=\"{}\"/>\n  </testcase>\n", opening, element, type,
                     EscapeMarkup(row.summary));
}

}  // namespace

std::string WriteJunit(const Report& report) {
  std::string text = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      R"(<testsuite name="xunjian.inspection" hostname="{}" timestamp="{}" tests="{}" failures="{}" errors="{}" skipped="{}">)"
      "\n",
      EscapeMarkup(report.host), FormatRfc3339(report.started_at), report.rows.size(),
      CountOf(report, "failure"), CountOf(report, "error"), CountOf(report, "skipped"));
  for (const ReportRow& row : report.rows) text += TestCase(row);
  return text + "</testsuite>\n";
}

}  // namespace xunjian
