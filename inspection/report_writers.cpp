#include "inspection/report_writers.h"

#include <array>
#include <utility>

namespace xunjian {

std::optional<ReportFormat> ParseReportFormat(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, ReportFormat>, 6> kFormats = {{
      {"table", ReportFormat::kTable},
      {"json", ReportFormat::kJson},
      {"html", ReportFormat::kHtml},
      {"md", ReportFormat::kMarkdown},
      {"csv", ReportFormat::kCsv},
      {"junit", ReportFormat::kJunit},
  }};
  for (const auto& [name, format] : kFormats) {
    if (name == text) return format;
  }
  return std::nullopt;
}

std::string WriteReport(const Report& report, ReportFormat format, const TerminalStyle& style) {
  switch (format) {
    case ReportFormat::kTable:
      return WriteTable(report, style);
    case ReportFormat::kJson:
      return WriteJson(report);
    case ReportFormat::kHtml:
      return WriteHtml(report);
    case ReportFormat::kMarkdown:
      return WriteMarkdown(report);
    case ReportFormat::kCsv:
      return WriteCsv(report);
    case ReportFormat::kJunit:
      return WriteJunit(report);
  }
  return "";
}

}  // namespace xunjian
