#include <array>

#include "checks/api/quantity.h"
#include "checks/api/reasons.h"
#include "checks/engine/threshold_judge.h"
#include "checks/host/judges.h"
#include "checks/host/mount_verdict.h"
#include "checks/host/size_scaling.h"

namespace xunjian {
namespace {

constexpr std::array kThresholds = {Threshold{
    .name = "used_percent",
    .metric = "available_bytes",
    .unit = "percent",
    .warning = 80,
    .critical = 90,
    .source = {"Checkmk df 80/90 at 20 GiB, scaled by size (magic factor 0.8)",
               "Checkmk df 80/90（20 GiB 为基准，按容量缩放，magic factor 0.8）"},
    .label = {"space used", "已用空间"},
}};

constexpr std::array kParameters = {
    ParameterSpec{
        "magic",
        ParameterSpec::Kind::kNumber,
        false,
        {"how strongly limits follow the size; 1: not at all", "阈值随容量变化的程度；1 表示不变"},
        0.1,
        1},
    ParameterSpec{
        "norm_gib",
        ParameterSpec::Kind::kNumber,
        false,
        {"size in GiB at which the limits hold as they are", "阈值按原值生效的容量（GiB）"},
        1,
        1e6},
    ParameterSpec{"exclude",
                  ParameterSpec::Kind::kStrings,
                  false,
                  {"mount points to leave out", "不检查的挂载点"},
                  0,
                  0},
};

constexpr std::array kReasons = {
    ReasonText{
        reason::kOk,
        {"{value} of {size} used, {available} free", "共 {size}，已用 {value}，可用 {available}"}},
    ReasonText{reason::kAbove,
               {"{value} of {size} used, {available} free, limit {threshold}",
                "共 {size}，已用 {value}，可用 {available}，阈值 {threshold}"}},
    kNoLocalFileSystem,
};

// As df says it: what is reserved for root is neither used nor free to anybody else.
std::optional<double> UsedPercent(const Window& window, std::size_t index, std::string_view item) {
  const Sample& sample = window.samples[index];
  const double* size = FindMetric(sample, item, "size_bytes");
  const double* free = FindMetric(sample, item, "free_bytes");
  const double* available = FindMetric(sample, item, "available_bytes");
  if (!size || !free || !available) return std::nullopt;
  const double used = *size - *free;
  const double usable = used + *available;
  if (used < 0 || usable <= 0) return std::nullopt;
  return used / usable * 100;
}

std::vector<Verdict> Judge(const JudgeInput& input);

}  // namespace

constinit const CheckType kHostPerfFsSpace = {
    .id = "host.perf.fs_space",
    .family = Family::kHost,
    .aspect = Aspect::kPerformance,
    .cost = Cost::kTiny,
    .name = {"File system space", "文件系统空间"},
    .why = {"A full file system stops databases, logs and logins.",
            "文件系统写满会使数据库、日志和登录停止。"},
    .reads = {"statvfs of every writable local file system, once each",
              "对每个可写的本地文件系统执行 statvfs，每个只计一次"},
    .right = {"any local user", "任意本地用户"},
    .advice = {"Show the directories that grow most; rotate logs, purge, or extend the volume.",
               "找出增长最快的目录；轮转日志、清理，或扩容。"},
    .thresholds = kThresholds,
    .parameters = kParameters,
    .reasons = kReasons,
    .judge = &Judge,
};

namespace {

Verdict JudgeSpace(const JudgeInput& input, const ObservedItem& mount) {
  const SizeScaling standard;
  const SizeScaling scaling{
      input.parameters.Number("magic", standard.magic),
      input.parameters.Number("norm_gib", standard.norm_bytes / (1 << 30)) * (1 << 30)};
  const double* size = mount.Find("size_bytes");
  const double* available = mount.Find("available_bytes");
  const Threshold threshold =
      ScaledBySize(EffectiveThreshold(kHostPerfFsSpace, "used_percent", input.thresholds),
                   size ? *size : 0, scaling);
  Verdict verdict = JudgeThreshold(input, threshold, mount.item, UsedPercent);
  if (size && available) {
    verdict.arguments.insert(verdict.arguments.end(), {{"size", NumberText(*size)},
                                                       {"size_unit", "bytes"},
                                                       {"available", NumberText(*available)},
                                                       {"available_unit", "bytes"}});
  }
  return verdict;
}

std::vector<Verdict> Judge(const JudgeInput& input) { return JudgeMounts(input, JudgeSpace); }

}  // namespace
}  // namespace xunjian
