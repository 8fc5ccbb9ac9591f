#include <algorithm>
#include <array>

#include "checks/api/quantity.h"
#include "checks/api/reasons.h"
#include "checks/engine/threshold_judge.h"
#include "checks/host/judges.h"

namespace xunjian {
namespace {

using std::chrono::minutes;

constexpr std::array kThresholds = {Threshold{
    .name = "busy_percent",
    .metric = "busy_seconds_total",
    .unit = "percent",
    .kind = Threshold::Kind::kRate,
    .warning = 80,
    .critical = 90,
    .warning_for = minutes(10),
    .critical_for = minutes(15),
    .source =
        {"awesome-prometheus-alerts 80 % for 10 min; node_exporter mixin 90 % for 15 min",
         "awesome-prometheus-alerts：80 % 持续 10 分钟；node_exporter mixin：90 % 持续 15 分钟"},
    .label = {"CPU busy", "CPU 使用率"},
}};

constexpr std::array kReasons = {
    ReasonText{reason::kOk,
               {"CPU {value} busy, the busiest core {core}", "CPU 使用率 {value}，最忙核 {core}"}},
    ReasonText{reason::kAbove,
               {"CPU {value} busy, limit {threshold}, the busiest core {core}",
                "CPU 使用率 {value}，阈值 {threshold}，最忙核 {core}"}},
    ReasonText{reason::kNotYet,
               {"CPU {value} busy, past the limit of {threshold}, but not yet for {for}, the "
                "busiest core {core}",
                "CPU 使用率 {value}，已越过阈值 {threshold}，但未持续 {for}，最忙核 {core}"}},
    ReasonText{
        reason::kNotCleared,
        {"CPU {value} busy, within the limit of {threshold} again, cleared at {clear}, the "
         "busiest core {core}",
         "CPU 使用率 {value}，已回到阈值 {threshold} 以内，到 {clear} 才解除，最忙核 {core}"}},
    ReasonText{reason::kShortWindow,
               {"CPU {value} busy over a short window only, the busiest core {core}",
                "短时测量：CPU 使用率 {value}，最忙核 {core}"}},
};

// iowait is idle time and may fall, so it is in the whole and not in the busy part.
std::optional<double> BusyPercent(const Window& window, std::size_t index, std::string_view item) {
  const std::optional<Rate> busy = RateAt(window, index, item, "busy_seconds_total");
  const std::optional<Rate> whole = RateAt(window, index, item, "all_seconds_total");
  if (!busy || !whole || whole->delta <= 0) return std::nullopt;
  return std::clamp(busy->delta / whole->delta * 100, 0.0, 100.0);
}

// One hot core hides in the mean of many.
std::optional<double> BusiestCorePercent(const Window& window) {
  std::optional<double> most;
  const ObservedItem* host = window.newest().observation.Find("");
  if (!host) return most;
  for (const Metric& metric : host->metrics) {
    if (!metric.name.starts_with("core")) continue;
    const auto busy = RateAt(window, window.samples.size() - 1, "", metric.name);
    if (busy) most = std::max(most.value_or(0), std::min(busy->per_second * 100, 100.0));
  }
  return most;
}

std::vector<Verdict> Judge(const JudgeInput& input);

}  // namespace

constinit const CheckType kHostPerfCpu = {
    .id = "host.perf.cpu",
    .family = Family::kHost,
    .aspect = Aspect::kPerformance,
    .cost = Cost::kTiny,
    .name = {"CPU utilisation", "CPU 使用率"},
    .why =
        {"A processor that is busy for minutes makes every request wait; one busy core alone can "
         "hold up a program that cannot use more.",
         "CPU 长时间繁忙会使所有请求排队；单个核满载即可拖住无法并行的程序。"},
    .reads = {"/proc/stat: everything but idle and iowait, steal included; guest time is in user "
              "already",
              "/proc/stat：除 idle 与 iowait 外的时间（含 steal）；guest 已计入 user"},
    .right = {"any local user", "任意本地用户"},
    .advice =
        {"Name the top processes; tune them or add CPU; see whether it comes back at the same "
         "hour.",
         "找出占用最高的进程，优化或增加 CPU；核对是否每天同一时段重复出现。"},
    .thresholds = kThresholds,
    .reasons = kReasons,
    .needs_history = true,
    .judge = &Judge,
};

namespace {

std::vector<Verdict> Judge(const JudgeInput& input) {
  const Threshold threshold = EffectiveThreshold(kHostPerfCpu, "busy_percent", input.thresholds);
  Verdict verdict = JudgeThreshold(input, threshold, "", BusyPercent);
  if (const auto core = BusiestCorePercent(input.window)) {
    verdict.arguments.push_back({"core", NumberText(*core)});
    verdict.arguments.push_back({"core_unit", "percent"});
    verdict.readings.push_back({"busiest_core_percent", *core, "percent"});
  }
  return {std::move(verdict)};
}

}  // namespace
}  // namespace xunjian
