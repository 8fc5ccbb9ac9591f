#pragma once

#include <optional>
#include <string>

#include "cli/context_tree.h"
#include "inspection/report_writers.h"

namespace xunjian {

// How a command prints a report: "-o" and "--output".
struct ReportOptions {
  std::string format = "table";
  std::string file;
};

void AddReportOptions(CommandBuilder& command, ReportOptions& options);
Result<ReportFormat> FormatOf(const ReportOptions& options);

// To the file or to stdout; colours and wrapping only where the table goes to the terminal.
Result<void> PrintReport(CommandContext& context, const Report& report, ReportFormat format,
                         const std::string& file);

}  // namespace xunjian
