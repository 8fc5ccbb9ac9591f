#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "inspection/report_model.h"
#include "inspection/text/terminal_style.h"

namespace xunjian {

enum class ReportFormat { kTable, kJson, kHtml, kMarkdown, kCsv, kJunit };
std::optional<ReportFormat> ParseReportFormat(
    std::string_view text);  // "table", "json", "html", "md"…

// The report in one form. Pure; the same report gives the same bytes. `style` serves the table
// alone.
std::string WriteReport(const Report& report, ReportFormat format, const TerminalStyle& style);

// The writers, one file each; all clean and escape what hosts send.
std::string WriteTable(const Report& report, const TerminalStyle& style);
std::string WriteJson(const Report& report);  // schema "xunjian.inspection/1"
std::string WriteHtml(const Report& report);  // one file without script, prints on A4
std::string WriteMarkdown(const Report& report);
std::string WriteCsv(const Report& report);    // one line a row, RFC 4180
std::string WriteJunit(const Report& report);  // a test case a row

}  // namespace xunjian
