#include <fnmatch.h>

#include <ostream>

#include "checks/engine/baseline_folder.h"
#include "cli/commands.h"
#include "cli/option_values.h"
#include "cli/report_options.h"
#include "command_line/exit_code.h"

namespace xunjian {
namespace {

struct Options {
  std::string profile = "full";
  std::string only;
  bool exit_status = false;
  std::string plugins;
  std::string baselines = "/etc/xunjian/baseline.d";
  ReportOptions report;
};

// quick leaves out what takes longer than 100 ms; minutes of work are for patrols alone.
Result<Cost> MostCost(const std::string& profile) {
  if (profile == "quick") return Cost::kSmall;
  if (profile == "full") return Cost::kMedium;
  return UnknownChoice("--profile", profile, {"quick", "full"});
}

Result<std::vector<const CheckType*>> ChooseChecks(const Options& options,
                                                   std::span<const CheckType* const> checks) {
  const auto most_cost = MostCost(options.profile);
  if (!most_cost) return most_cost.error();
  std::vector<const CheckType*> chosen;
  for (const CheckType* check : checks) {
    const std::string id(check->id);
    const bool wanted = options.only.empty() || fnmatch(options.only.c_str(), id.c_str(), 0) == 0;
    if (wanted && check->cost <= *most_cost) chosen.push_back(check);
  }
  if (!chosen.empty()) return chosen;
  return MakeError(ErrorCode::kInvalidArgument,
                   {"--only '{}' matches no check of the profile {}; see: xunjian check list",
                    "--only '{}' 没有匹配到 {} 模板中的任何检查项；请看：xunjian check list"},
                   options.only, options.profile);
}

// One run of each check without parameters, as `inspect` has no targets to give.
std::vector<Assignment> AssignmentsOf(const std::vector<const CheckType*>& checks,
                                      const Baselines& baselines) {
  std::vector<Assignment> assignments;
  for (const CheckType* check : checks) {
    Assignment assignment{
        .id = std::string(check->id), .check = std::string(check->id), .timeout = check->timeout};
    if (const auto found = baselines.find(check->id); found != baselines.end()) {
      assignment.baseline = found->second;
    }
    assignments.push_back(std::move(assignment));
  }
  return assignments;
}

// A line that the report overwrites.
class Progress {
 public:
  Progress(Console& console, std::size_t checks) : console_(console) {
    if (!console_.progress) return;
    console_.err << Format({"running {} checks, twice where rates need it…",
                            "正在执行 {} 项检查，需要速率的采集两次…"},
                           checks)
                        .In(console_.language)
                 << std::flush;
  }
  ~Progress() {
    if (console_.progress) console_.err << "\r\x1b[K" << std::flush;
  }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

 private:
  Console& console_;
};

// Trouble that is certain, then what nobody could see, then what can wait.
int StatusOf(const Report& report) {
  if (report.counts.at(Outcome::kCritical) > 0) return kExitCritical;
  if (report.score.coverage.ForReferenceOnly()) return kExitCoverage;
  return report.counts.at(Outcome::kWarning) > 0 ? kExitWarning : kExitOk;
}

Result<Report> MakeReport(CommandContext& context, const Options& options) {
  Surroundings& world = context.world();
  const auto checks = ChooseChecks(options, world.checks);
  if (!checks) return checks.error();
  const auto baselines = ReadBaselineFolder(world.storage, options.baselines, world.checks);
  if (!baselines) return baselines.error();
  const Timestamp started_at = world.clock.Now();
  auto results = [&] {
    const Progress progress(world.console, checks->size());
    return world.inspect(AssignmentsOf(*checks, *baselines), options.plugins);
  }();
  if (!results) return results.error();
  const ReportInput input{.host = world.host_name,
                          .started_at = started_at,
                          .tool_version = world.version,
                          .results = std::move(*results)};
  const auto find = [&world](std::string_view id) { return world.FindCheck(id); };
  return BuildReport(input, find, context.language());
}

Result<int> Inspect(CommandContext& context, const Options& options) {
  const auto format = FormatOf(options.report);
  if (!format) return format.error();
  const auto report = MakeReport(context, options);
  if (!report) return report.error();
  if (auto printed = PrintReport(context, *report, *format, options.report.file); !printed) {
    return printed.error();
  }
  return options.exit_status ? StatusOf(*report) : kExitOk;
}

}  // namespace

void AddInspectCommand(ContextTree& tree) {
  auto options = std::make_shared<Options>();
  CommandBuilder command =
      tree.Add("inspect",
               {{"inspect this host now, without any daemon: a scored report",
                 "立即巡检本机（无需任何守护进程），给出评分报告"},
                {{"xunjian inspect", {"in the terminal", "在终端查看"}},
                 {"xunjian --lang zh inspect -o html --output report.html",
                  {"a file to print and sign", "生成可打印、可签字的文件"}},
                 {"xunjian inspect --only 'host.perf.*' -o json --exit-status",
                  {"for a script: 10 warning, 11 critical, 12 too little could be seen",
                   "供脚本使用：10 警告，11 严重，12 覆盖率不足"}}}},
               [options](CommandContext& context) { return Inspect(context, *options); });
  command
      .Option("--profile", "quick|full", options->profile,
              {"quick leaves out checks slower than 100 ms", "quick 不含超过 100 毫秒的检查项"})
      .Option("--only", "GLOB", options->only,
              {"checks such as 'host.perf.*'", "检查项，可用通配符"});
  AddReportOptions(command, options->report);
  command
      .Flag("--exit-status", options->exit_status,
            {"exit with 10 warning, 11 critical, 12 coverage under 90 %",
             "退出码：10 警告，11 严重，12 覆盖率低于 90%"})
      .Option("--plugins", "DIR", options->plugins,
              {"run the plugins that this folder allows", "执行该目录中允许的插件"})
      .Option("--baseline", "DIR", options->baselines,
              {"folder of approved values", "已批准基线的目录"});
}

}  // namespace xunjian
