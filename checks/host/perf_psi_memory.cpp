#include <algorithm>
#include <array>

#include "checks/api/reasons.h"
#include "checks/engine/threshold_judge.h"
#include "checks/host/judges.h"

namespace xunjian {
namespace {

constexpr std::array kThresholds = {
    Threshold{
        .name = "full_percent",
        .metric = "full_average60",
        .unit = "percent",
        .warning = 5,
        .critical = 20,
        .source = {"our own choice; systemd-oomd kills at 60 % for 30 s",
                   "自定；systemd-oomd 在 60 % 持续 30 秒时开始结束进程"},
        .label = {"all tasks stalled for memory (last 60 s)", "全部任务因内存停顿（近 60 秒）"},
    },
    Threshold{
        .name = "some_percent",
        .metric = "some_average300",
        .unit = "percent",
        .warning = 10,
        .source = {"our own choice", "自定"},
        .label = {"tasks stalled for memory (last 5 min)", "有任务因内存停顿（近 5 分钟）"},
    },
};

constexpr std::array kReasons = {
    ReasonText{"no_psi",
               {"the kernel gives no pressure information (CONFIG_PSI; on RHEL 8 boot "
                "with psi=1)",
                "内核未提供压力信息（CONFIG_PSI；RHEL 8 需加启动参数 psi=1）"}},
};

std::vector<Verdict> Judge(const JudgeInput& input);

}  // namespace

constinit const CheckType kHostPerfPsiMemory = {
    .id = "host.perf.psi_memory",
    .family = Family::kHost,
    .aspect = Aspect::kPerformance,
    .cost = Cost::kTiny,
    .name = {"Memory pressure", "内存压力"},
    .why = {"Programs that wait for memory show shortage earlier than any free figure does.",
            "程序等待内存的时间比空闲量更早反映内存不足。"},
    .reads = {"/proc/pressure/memory: averages, and the totals for a window of our own",
              "/proc/pressure/memory：均值，以及用累计值计算自有时间窗"},
    .right = {"any local user", "任意本地用户"},
    .advice =
        {"Memory is short now although \"free\" may look fine: reduce caches and heaps or add "
         "RAM.",
         "即使“空闲”看似充足，内存现已不足：缩小缓存与堆，或增加内存。"},
    .thresholds = kThresholds,
    .reasons = kReasons,
    .judge = &Judge,
};

namespace {

// The kernel's averages lag and cannot be compared between hosts that are read at different times;
// the totals give the share of exactly our own window.
void AddOwnWindow(const Window& window, Verdict& verdict) {
  const auto stalled = CounterRate(window, "", "some_seconds_total", std::chrono::minutes(5));
  if (!stalled) return;
  const double percent = std::min(stalled->per_second * 100, 100.0);
  verdict.readings.push_back({"some_window_percent", percent, "percent"});
}

std::vector<Verdict> Judge(const JudgeInput& input) {
  const auto judge = [&input](std::string_view name) {
    return JudgeThreshold(input, EffectiveThreshold(kHostPerfPsiMemory, name, input.thresholds),
                          "");
  };
  Verdict verdict = WorseVerdict(judge("full_percent"), judge("some_percent"));
  AddOwnWindow(input.window, verdict);
  return {std::move(verdict)};
}

}  // namespace
}  // namespace xunjian
