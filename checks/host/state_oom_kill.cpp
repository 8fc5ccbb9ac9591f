#include <algorithm>
#include <array>

#include "checks/api/quantity.h"
#include "checks/api/reasons.h"
#include "checks/engine/threshold_judge.h"
#include "checks/host/boot_window.h"
#include "checks/host/judges.h"

namespace xunjian {
namespace {

constexpr std::string_view kCounter = "oom_kills_total";

constexpr std::array kThresholds = {Threshold{
    .name = "oom_kills",
    .metric = kCounter,
    .unit = "count",
    .kind = Threshold::Kind::kDelta,
    .warning = 1,
    .source = {"awesome-prometheus-alerts HostOomKillDetected: more than 0",
               "awesome-prometheus-alerts HostOomKillDetected：大于 0"},
    .label = {"processes killed for lack of memory", "因内存不足被强制结束的进程"},
}};

constexpr std::array kParameters = {
    ParameterSpec{"services",
                  ParameterSpec::Kind::kStrings,
                  false,
                  {"control groups or units whose loss is critical (\"postgresql.service\")",
                   "被结束即为严重的控制组或服务单元（如 \"postgresql.service\"）"},
                  0,
                  0},
};

constexpr std::array kReasons = {
    ReasonText{reason::kOk,
               {"nothing was killed for lack of memory within {span}",
                "{span} 内没有进程因内存不足被结束"}},
    ReasonText{reason::kGrew,
               {"{value} killed for lack of memory within {span}, most in {group}",
                "{span} 内因内存不足结束了 {value} 个进程，主要在 {group}"}},
    ReasonText{"killed",
               {"{value} killed for lack of memory within {span}",
                "{span} 内因内存不足结束了 {value} 个进程"}},
    ReasonText{"killed_in_group",
               {"{value} of this control group killed for lack of memory",
                "该控制组内因内存不足结束了 {value} 个进程"}},
    ReasonText{"killed_in_service",
               {"{value} of this monitored service killed for lack of memory",
                "该受监控服务因内存不足被结束 {value} 个进程"}},
    ReasonText{
        "no_oom_counter",
        {"the kernel does not count these kills (before 4.13)", "内核不统计此类事件（4.13 之前）"}},
};

std::vector<Verdict> Judge(const JudgeInput& input);

}  // namespace

constinit const CheckType kHostStateOomKill = {
    .id = "host.state.oom_kill",
    .family = Family::kHost,
    .aspect = Aspect::kState,
    .cost = Cost::kTiny,
    .name = {"Killed for lack of memory", "内存不足强制结束进程"},
    .why = {"The kernel picks a victim when memory is gone, and it is often the database.",
            "内存耗尽时内核会选择进程强制结束，往往是数据库。"},
    .reads = {"oom_kill of /proc/vmstat, growth over the last 15 minutes; memory.events of the "
              "control groups names where",
              "/proc/vmstat 的 oom_kill 近 15 分钟的增量；由控制组的 memory.events 指明位置"},
    .right = {"any local user", "任意本地用户"},
    .advice = {"Find what grew (history of resident memory), mend the limit or the leak, set "
               "OOMScoreAdjust for the database.",
               "查出内存增长者（常驻内存历史），修正限额或泄漏，为数据库设置 OOMScoreAdjust。"},
    .thresholds = kThresholds,
    .parameters = kParameters,
    .reasons = kReasons,
    .needs_history = true,
    .judge = &Judge,
};

namespace {

// Over the whole window, not since the last run only: a finding that is gone a minute later would
// never become an incident.
std::optional<double> Growth(const Window& window, std::size_t index, std::string_view item) {
  if (index + 1 != window.samples.size()) return std::nullopt;
  const auto rate = CounterRate(window, item, kCounter, kWindowSpan);
  return rate ? std::optional<double>(rate->delta) : std::nullopt;
}

// A control group is listed from its first kill on: one that was not there before had none. A
// parent inherits the kills of a child that went, so no group grew by more than the whole host.
std::optional<double> GroupGrowth(const Window& window, const ObservedItem& group) {
  const std::size_t newest = window.samples.size() - 1;
  if (!PreviousSample(window, newest, "")) return std::nullopt;
  const std::optional<double> all = Growth(window, newest, "");
  if (!all) return std::nullopt;
  if (PreviousSample(window, newest, group.item)) {
    const std::optional<double> growth = Growth(window, newest, group.item);
    return growth ? std::optional(std::min(*growth, *all)) : std::nullopt;
  }
  const double* kills = group.Find(kCounter);
  return kills ? std::optional(std::min(*kills, *all)) : std::nullopt;
}

bool IsMonitored(const Parameters& parameters, std::string_view group) {
  const std::vector<std::string> services = parameters.Strings("services");
  return std::any_of(services.begin(), services.end(), [group](const std::string& service) {
    const std::string unit = service.ends_with(".service") ? service : service + ".service";
    for (const std::string& name : {service, unit}) {
      const std::size_t at = group.rfind(name);
      if (at == std::string_view::npos || at + name.size() != group.size()) continue;
      if (at == 0 || group[at - 1] == '/') return true;
    }
    return false;
  });
}

Verdict JudgeGroup(const JudgeInput& input, const ObservedItem& group) {
  const std::optional<double> growth = GroupGrowth(input.window, group);
  Verdict verdict;
  verdict.item = group.item;
  if (!growth) {
    verdict.outcome = Outcome::kNotApplicable;
    verdict.code = reason::kFirstReading;
    return verdict;
  }
  const bool monitored = IsMonitored(input.parameters, group.item);
  verdict.arguments = {{"value", NumberText(*growth)}, {"unit", "count"}};
  verdict.readings = {{"oom_kills", *growth, "count"}};
  verdict.outcome = *growth == 0 ? Outcome::kOk : monitored ? Outcome::kCritical : Outcome::kInfo;
  verdict.code = monitored ? "killed_in_service" : "killed_in_group";
  return verdict;
}

// "" where no control group counted a kill.
std::string GroupWithMost(const Window& window) {
  std::string name;
  double most = 0;
  for (const ObservedItem& group : window.newest().observation.items) {
    const double growth = group.item.empty() ? 0 : GroupGrowth(window, group).value_or(0);
    if (growth <= most) continue;
    most = growth;
    name = group.item;
  }
  return name;
}

Verdict JudgeHost(const JudgeInput& input) {
  const Threshold threshold = EffectiveThreshold(kHostStateOomKill, "oom_kills", input.thresholds);
  Verdict verdict = JudgeThreshold(input, threshold, "", Growth);
  if (const auto rate = CounterRate(input.window, "", kCounter, kWindowSpan)) {
    const double seconds = std::chrono::duration<double>(rate->span).count();
    verdict.arguments.push_back({"span", NumberText(seconds)});
    verdict.arguments.push_back({"span_unit", "seconds"});
    const std::string group = GroupWithMost(input.window);
    if (!group.empty()) verdict.arguments.push_back({"group", group});
    if (group.empty() && verdict.code == reason::kGrew) verdict.code = "killed";
  }
  return verdict;
}

std::vector<Verdict> JudgeItems(const JudgeInput& input) {
  std::vector<Verdict> verdicts;
  for (const ObservedItem& observed : input.window.newest().observation.items) {
    verdicts.push_back(observed.item.empty() ? JudgeHost(input) : JudgeGroup(input, observed));
  }
  return verdicts;
}

// What was killed between a boot and the first run after it is not lost.
std::vector<Verdict> Judge(const JudgeInput& input) {
  if (!BeginsWithBoot(input.window)) return JudgeItems(input);
  const Window window = FromBoot(input.window, kCounter);
  return JudgeItems({window, input.previous, input.parameters, input.thresholds, input.baseline});
}

}  // namespace
}  // namespace xunjian
