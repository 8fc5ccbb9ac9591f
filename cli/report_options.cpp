#include "cli/report_options.h"

#include "cli/option_values.h"

namespace xunjian {

void AddReportOptions(CommandBuilder& command, ReportOptions& options) {
  command
      .Option("-o", "table|json|html|md|csv|junit", options.format,
              {"form of the report", "报告格式"})
      .Option("--output", "FILE", options.file,
              {"write to this file instead of stdout", "写入文件，而不是标准输出"});
}

Result<ReportFormat> FormatOf(const ReportOptions& options) {
  if (const auto format = ParseReportFormat(options.format)) return *format;
  return UnknownChoice("-o", options.format, {"table", "json", "html", "md", "csv", "junit"});
}

Result<void> PrintReport(CommandContext& context, const Report& report, ReportFormat format,
                         const std::string& file) {
  const TerminalStyle style = file.empty() ? context.world().console.style : TerminalStyle();
  return context.Deliver(WriteReport(report, format, style), file);
}

}  // namespace xunjian
