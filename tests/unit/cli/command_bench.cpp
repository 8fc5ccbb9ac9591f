#include "command_bench.h"

#include <array>

namespace xunjian {
namespace {

constexpr std::array kThresholds = {Threshold{.name = "used_percent",
                                              .metric = "used_percent",
                                              .unit = "percent",
                                              .warning = 85,
                                              .critical = 95,
                                              .source = {"a mixin", "某来源"}}};

const CheckType kSpace{.id = "host.perf.fs_space",
                       .family = Family::kHost,
                       .aspect = Aspect::kPerformance,
                       .name = {"Disk space", "磁盘空间"},
                       .why = {"A full disk stops writes.", "磁盘写满后无法写入。"},
                       .reads = {"statvfs", "statvfs"},
                       .right = {"any local user", "任意本地用户"},
                       .advice = {"Delete old files.", "清理旧文件。"},
                       .thresholds = kThresholds};
const CheckType kPackages{.id = "os.version.packages",
                          .family = Family::kOs,
                          .aspect = Aspect::kVersion,
                          .cost = Cost::kMedium,
                          .name = {"Packages", "软件包"}};
constexpr std::array<const CheckType*, 2> kChecks = {&kSpace, &kPackages};

}  // namespace

CommandBench::CommandBench() : clock(*ParseRfc3339("2026-11-23T12:00:00Z")) {}

int CommandBench::Run(const std::vector<std::string>& arguments) {
  out_.str("");
  err_.str("");
  std::istringstream typed(answers.value_or(""));
  Surroundings surroundings{
      .console = {.out = out_,
                  .err = err_,
                  .style = style,
                  .progress = progress,
                  .language = locale,
                  .answers = answers ? &typed : nullptr},
      .clock = clock,
      .storage = storage_,
      .version = "1.2.3",
      .host_name = "testhost",
      .checks = kChecks,
      .connect = [this](const CollectorAddress& where, Language) -> Result<OperatorApi*> {
        dialled = where;
        return &api;
      },
      .inspect = [this](const std::vector<Assignment>& assignments,
                        const std::string& folder_given) -> Result<std::vector<CheckResult>> {
        inspected = assignments;
        plugins_folder = folder_given;
        return inspection;
      },
      .wait = [this](Duration) { return on_wait(); }};
  return RunProgram(arguments, surroundings);
}

}  // namespace xunjian
