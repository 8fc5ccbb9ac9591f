#include <array>

#include "checks/api/quantity.h"
#include "checks/api/reasons.h"
#include "checks/engine/threshold_judge.h"
#include "checks/host/judges.h"

namespace xunjian {
namespace {

constexpr std::array kThresholds = {Threshold{
    .name = "available_percent",
    .metric = "available_bytes",
    .unit = "percent",
    .direction = Threshold::Direction::kBelow,
    .warning = 10,
    .critical = 5,
    .warning_for = std::chrono::minutes(5),
    .source =
        {"awesome-prometheus-alerts and node_exporter mixin: under 10 % available; 5 % is our "
         "own choice",
         "awesome-prometheus-alerts 与 node_exporter mixin：可用低于 10 %；5 % 为自定"},
    .label = {"memory available", "可用内存"},
}};

constexpr std::array kReasons = {
    ReasonText{reason::kOk, {"{value} of {total} available", "共 {total}，可用 {value}"}},
    ReasonText{reason::kBelow,
               {"{value} of {total} available, limit {threshold}",
                "共 {total}，可用 {value}，阈值 {threshold}"}},
};

std::optional<double> AvailablePercent(const Window& window, std::size_t index,
                                       std::string_view item) {
  const double* available = FindMetric(window.samples[index], item, "available_bytes");
  const double* total = FindMetric(window.samples[index], item, "total_bytes");
  if (!available || !total || *total <= 0) return std::nullopt;
  return *available / *total * 100;
}

std::vector<Verdict> Judge(const JudgeInput& input);

}  // namespace

constinit const CheckType kHostPerfMemory = {
    .id = "host.perf.memory",
    .family = Family::kHost,
    .aspect = Aspect::kPerformance,
    .cost = Cost::kTiny,
    .name = {"Memory available", "可用内存"},
    .why = {"Without available memory the host swaps, stalls and at last kills processes.",
            "可用内存耗尽后，系统会换页、卡顿，最终强制结束进程。"},
    .reads = {"/proc/meminfo MemAvailable; in a container the limit and use of its control group, "
              "whichever leaves less",
              "/proc/meminfo 的 MemAvailable；容器内另看控制组的上限与用量，取较少者"},
    .right = {"any local user", "任意本地用户"},
    .advice = {"Name the processes with the largest resident memory; check that heaps and "
               "shared_buffers together fit into RAM.",
               "找出常驻内存最大的进程；核对各堆与 shared_buffers 之和是否超出物理内存。"},
    .thresholds = kThresholds,
    .reasons = kReasons,
    .judge = &Judge,
};

namespace {

std::vector<Verdict> Judge(const JudgeInput& input) {
  const Threshold threshold =
      EffectiveThreshold(kHostPerfMemory, "available_percent", input.thresholds);
  Verdict verdict = JudgeThreshold(input, threshold, "", AvailablePercent);
  if (const double* total = FindMetric(input.window.newest(), "", "total_bytes")) {
    verdict.arguments.push_back({"total", NumberText(*total)});
    verdict.arguments.push_back({"total_unit", "bytes"});
  }
  return {std::move(verdict)};
}

}  // namespace
}  // namespace xunjian
