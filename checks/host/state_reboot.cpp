#include <array>

#include "checks/api/quantity.h"
#include "checks/api/reasons.h"
#include "checks/host/judges.h"

namespace xunjian {
namespace {

constexpr std::array kThresholds = {Threshold{
    .name = "boot_id",
    .metric = "boot_id",
    .unit = "",
    .kind = Threshold::Kind::kBaseline,
    .source = {"our own choice: another boot than at the last run",
               "自定：与上次检查不是同一次启动"},
    .label = {"boot", "启动"},
}};

constexpr std::array kReasons = {
    ReasonText{reason::kOk, {"up for {value}", "已运行 {value}"}},
    ReasonText{"rebooted", {"restarted {value} ago", "{value} 前重启过"}},
    ReasonText{"rebooted_uncleanly",
               {"restarted {value} ago, and the boot before ended without a shutdown",
                "{value} 前重启过，且上次运行未经正常关机"}},
};

std::vector<Verdict> Judge(const JudgeInput& input);

}  // namespace

constinit const CheckType kHostStateReboot = {
    .id = "host.state.reboot",
    .family = Family::kHost,
    .aspect = Aspect::kState,
    .cost = Cost::kTiny,
    .name = {"Unexpected restart", "意外重启"},
    .why = {"A host that restarts by itself will do so again, at the worst hour.",
            "自行重启的主机还会再次重启，且往往在最不合适的时候。"},
    .reads =
        {"/proc/sys/kernel/random/boot_id against the last run; /var/log/wtmp for the shutdown "
         "record of the boot before, /run/utmp for the record of this one",
         "/proc/sys/kernel/random/boot_id 对照上次结果；/var/log/wtmp "
         "中上次运行的关机记录，/run/utmp 中本次启动的记录"},
    .right = {"any local user", "任意本地用户"},
    .advice = {"Find the cause in the log of the boot before, in the power supply and in the IPMI "
               "event log; record it as an event.",
               "在上次启动的日志、电源和 IPMI 事件日志中查找原因并登记。"},
    .thresholds = kThresholds,
    .reasons = kReasons,
    .judge = &Judge,
};

namespace {

// How long a restart stays a finding: long enough to become an incident, then it is history.
constexpr Duration kShown = kWindowSpan;

const std::string* BootOf(const Sample& sample) {
  const ObservedItem* host = sample.observation.Find("");
  return host ? host->FindAttribute("boot_id") : nullptr;
}

// boot_id is compared, never a time: a stepped clock moves every time there is.
bool BootChanged(const Window& window, const std::string& boot_id) {
  for (const Sample& sample : window.samples) {
    const std::string* earlier = BootOf(sample);
    if (earlier && *earlier != boot_id) return true;
  }
  const std::string* last = window.last_run ? BootOf(*window.last_run) : nullptr;
  return last && *last != boot_id;
}

bool StillShown(const JudgeInput& input) {
  const auto before = input.previous.find("");
  return before != input.previous.end() && IsHealth(before->second) && !IsGood(before->second) &&
         input.window.newest().uptime < kShown;
}

bool EndedUncleanly(const ObservedItem& host) {
  const std::string* end = host.FindAttribute("previous_end");
  return end && *end == "unclean";
}

std::vector<Verdict> Judge(const JudgeInput& input) {
  const Window& window = input.window;
  Verdict verdict;
  verdict.code = reason::kNotJudged;
  const std::string* boot_id = BootOf(window.newest());
  if (!boot_id) return {verdict};
  const double uptime = std::chrono::duration<double>(window.newest().uptime).count();
  verdict.readings = {{"uptime", uptime, "seconds"}};
  verdict.arguments = {{"metric", "uptime"}, {"value", NumberText(uptime)}, {"unit", "seconds"}};
  if (BootChanged(window, *boot_id) || StillShown(input)) {
    const bool unclean = EndedUncleanly(*window.newest().observation.Find(""));
    verdict.outcome = unclean ? Outcome::kCritical : Outcome::kWarning;
    verdict.code = unclean ? "rebooted_uncleanly" : "rebooted";
  } else if (!window.last_run) {
    verdict.outcome = Outcome::kNotApplicable;
    verdict.code = reason::kNoLastRun;
  } else {
    verdict.outcome = Outcome::kOk;
    verdict.code = reason::kOk;
  }
  return {verdict};
}

}  // namespace
}  // namespace xunjian
