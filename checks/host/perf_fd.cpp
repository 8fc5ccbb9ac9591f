#include <array>

#include "checks/api/quantity.h"
#include "checks/api/reasons.h"
#include "checks/engine/threshold_judge.h"
#include "checks/host/judges.h"

namespace xunjian {
namespace {

constexpr std::array kThresholds = {
    Threshold{
        .name = "system_used_percent",
        .metric = "allocated",
        .unit = "percent",
        .warning = 70,
        .critical = 90,
        .source = {"node_exporter mixin 70/90 %", "node_exporter mixin 70/90 %"},
        .label = {"file handles of the system", "系统文件句柄"},
    },
    Threshold{
        .name = "process_used_percent",
        .metric = "descriptors",
        .unit = "percent",
        .warning = 80,
        .critical = 95,
        .source = {"awesome-prometheus-alerts 0.8/0.95 of the soft limit",
                   "awesome-prometheus-alerts：软限制的 0.8/0.95"},
        .label = {"descriptors of the fullest process", "占用比例最高进程的描述符"},
    },
};

constexpr std::array kReasons = {
    ReasonText{"no_system_limit",
               {"the kernel sets no limit for the whole system", "内核未对整个系统设限"}},
    ReasonText{
        "descriptors_denied",
        {"{denied} of {seen} processes could not be looked into (needs {right}); the fullest "
         "of the others is {process} with {value}",
         "{seen} 个进程中有 {denied} 个无权查看（需要 {right}）；其余中最高的是 "
         "{process}，{value}"}},
    ReasonText{"all_descriptors_denied",
               {"none of {seen} processes could be looked into (needs {right})",
                "{seen} 个进程均无权查看（需要 {right}）"}},
    ReasonText{"processes_hidden",
               {"/proc hides the processes of others (hidepid; needs {right}); processes shown: "
                "{seen}",
                "/proc 仅显示 {seen} 个进程，其他用户的进程被隐藏（hidepid，需要 {right}）"}},
    ReasonText{
        "process_near_limit",
        {"{process} (pid {pid}) has {descriptors} of {allowed} descriptors open ({value}), "
         "limit {threshold}",
         "{process}（pid {pid}）已打开 {descriptors} 个描述符，上限 {allowed}（{value}），阈值 "
         "{threshold}"}},
    ReasonText{"process_fine",
               {"the fullest process is {process} with {descriptors} of {allowed} "
                "descriptors ({value})",
                "占用最高的进程是 {process}：{descriptors}/{allowed}（{value}）"}},
};

// New kernels set 2^63 − 1: a share of that is always 0 and says nothing.
constexpr double kNoLimit = 1e15;

std::optional<double> Share(const Sample& sample, std::string_view item, std::string_view part,
                            std::string_view whole) {
  const double* some = FindMetric(sample, item, part);
  const double* all = FindMetric(sample, item, whole);
  if (!some || !all || *all <= 0) return std::nullopt;
  return *some / *all * 100;
}

std::optional<double> SystemPercent(const Window& window, std::size_t index,
                                    std::string_view item) {
  return Share(window.samples[index], item, "allocated", "maximum");
}

std::optional<double> ProcessPercent(const Window& window, std::size_t index,
                                     std::string_view item) {
  return Share(window.samples[index], item, "descriptors", "allowed");
}

std::vector<Verdict> Judge(const JudgeInput& input);

}  // namespace

constinit const CheckType kHostPerfFd = {
    .id = "host.perf.fd",
    .family = Family::kHost,
    .aspect = Aspect::kPerformance,
    .cost = Cost::kSmall,
    .name = {"File descriptors", "文件描述符"},
    .why = {"A process at its limit can accept no connection and open no file.",
            "进程达到上限后无法接受连接或打开文件。"},
    .reads = {"/proc/sys/fs/file-nr; of every process the entries of /proc/PID/fd against the soft "
              "limit in /proc/PID/limits",
              "/proc/sys/fs/file-nr；每个进程 /proc/PID/fd 的数目对照 /proc/PID/limits 的软限制"},
    .right = {"any local user for the system and own processes; CAP_SYS_PTRACE for those of others",
              "系统与自身进程：任意本地用户；其他用户的进程：CAP_SYS_PTRACE"},
    .advice = {"Raise LimitNOFILE in the unit; look for sockets that leak (CLOSE_WAIT).",
               "在服务单元中提高 LimitNOFILE；查找泄漏的套接字（CLOSE_WAIT）。"},
    .thresholds = kThresholds,
    .reasons = kReasons,
    .interval = std::chrono::minutes(5),
    .judge = &Judge,
};

namespace {

Verdict JudgeSystem(const JudgeInput& input, const ObservedItem& system) {
  const double* maximum = system.Find("maximum");
  if (maximum && *maximum >= kNoLimit) {
    return {system.item, Outcome::kNotApplicable, "no_system_limit", {}, {}};
  }
  return JudgeThreshold(input,
                        EffectiveThreshold(kHostPerfFd, "system_used_percent", input.thresholds),
                        system.item, SystemPercent);
}

void AddProcess(const ObservedItem& processes, Verdict& verdict) {
  for (const Metric& metric : processes.metrics) {
    verdict.arguments.push_back({metric.name, NumberText(metric.value)});
  }
  for (const Attribute& attribute : processes.attributes) {
    verdict.arguments.push_back({attribute.name, attribute.value});
  }
  verdict.arguments.push_back({"right", "CAP_SYS_PTRACE"});
}

// What could not be counted may be the fullest of all: trouble that was seen counts, health does
// not.
Verdict JudgeProcesses(const JudgeInput& input, const ObservedItem& processes) {
  const double* denied = processes.Find("denied");
  const double* counted = processes.Find("counted");
  const double* hidden = processes.Find("hidden");
  Verdict verdict;
  verdict.item = processes.item;
  verdict.code = reason::kNotJudged;
  if (!denied || !counted || (*denied == 0 && *counted == 0)) return verdict;
  if (*counted > 0) {
    verdict = JudgeThreshold(
        input, EffectiveThreshold(kHostPerfFd, "process_used_percent", input.thresholds),
        processes.item, ProcessPercent);
  }
  AddProcess(processes, verdict);
  if (*counted > 0 && !IsGood(verdict.outcome)) {
    if (verdict.code == reason::kAbove) verdict.code = "process_near_limit";
  } else if (*denied > 0) {
    verdict.outcome = Outcome::kDenied;
    verdict.code = *counted > 0 ? "descriptors_denied" : "all_descriptors_denied";
  } else if (hidden && *hidden > 0) {
    verdict.outcome = Outcome::kDenied;
    verdict.code = "processes_hidden";
  } else if (verdict.code == reason::kOk) {
    verdict.code = "process_fine";
  }
  return verdict;
}

std::vector<Verdict> Judge(const JudgeInput& input) {
  std::vector<Verdict> verdicts;
  for (const ObservedItem& observed : input.window.newest().observation.items) {
    verdicts.push_back(observed.item == "processes" ? JudgeProcesses(input, observed)
                                                    : JudgeSystem(input, observed));
  }
  return verdicts;
}

}  // namespace
}  // namespace xunjian
