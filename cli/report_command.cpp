#include "cli/commands.h"
#include "cli/overdue_results.h"
#include "cli/report_options.h"

namespace xunjian {
namespace {

struct Options {
  std::string host;
  ReportOptions report;
};

Result<int> ReportHost(CommandContext& context, const Options& options) {
  const auto format = FormatOf(options.report);
  if (!format) return format.error();
  const auto collector = context.Collector();
  if (!collector) return collector.error();
  const auto data = (*collector)->HostReport(kNoActor, options.host);
  if (!data) return data.error();
  const Surroundings& world = context.world();
  const ReportInput input{.host = data->host.name,
                          .site = data->host.site,
                          .labels = data->host.labels,
                          .started_at = world.clock.Now(),
                          .tool_version = world.version,
                          .results = WithOverdue(data->results, data->states)};
  const auto find = [&world](std::string_view id) { return world.FindCheck(id); };
  const Report report = BuildReport(input, find, context.language());
  if (auto printed = PrintReport(context, report, *format, options.report.file); !printed) {
    return printed.error();
  }
  return 0;
}

}  // namespace

void AddReportCommands(ContextTree& tree) {
  tree.AddGroup("report", {"scored reports that people can file", "可归档的评分报告"});
  auto options = std::make_shared<Options>();
  CommandBuilder command =
      tree.Add("report host",
               {{"report on one host from its newest results", "用最新结果生成一台主机的报告"},
                {{"xunjian --dir D report host web1", {"in the terminal", "在终端查看"}},
                 {"xunjian --dir D --lang zh report host web1 -o html --output web1.html",
                  {"a file to print and sign", "生成可打印、可签字的文件"}}}},
               [options](CommandContext& context) { return ReportHost(context, *options); });
  command.Argument("NAME", options->host, {"name of the host", "主机名"});
  AddReportOptions(command, options->report);
}

}  // namespace xunjian
