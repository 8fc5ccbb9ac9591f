#include "checks/api/quantity.h"
#include "checks/api/reasons.h"
#include "checks/engine/threshold_judge.h"
#include "checks/os/judges.h"

namespace xunjian {
namespace {

constexpr std::string_view kUnsynchronised = "unsynchronised";
constexpr std::string_view kJustBooted = "just_booted";
constexpr std::string_view kOffsetUnknown = "offset_unknown";
constexpr std::string_view kContainerClock = "container_clock";

constexpr Threshold kThresholds[] = {
    {.name = "max_error_seconds",
     .metric = "max_error_seconds",
     .unit = "seconds",
     .critical = 16,
     .source = {"node_exporter mixin: not synchronised and maximum error of 16 s or more",
                "node_exporter mixin：未同步且最大误差达到 16 秒"},
     .label = {"largest possible clock error", "时钟最大可能误差"}},
    {.name = "offset_seconds",
     .metric = "offset_seconds",
     .unit = "seconds",
     .warning = 0.05,
     .critical = 0.5,
     .source = {"node_exporter mixin: 50 ms; Checkmk chrony: 500 ms",
                "node_exporter mixin：50 毫秒；Checkmk chrony：500 毫秒"},
     .label = {"clock offset", "时钟偏差"}},
    {.name = "stratum",
     .metric = "stratum",
     .unit = "",
     .warning = 10,
     .source = {"Checkmk chrony: stratum 10", "Checkmk chrony：层级 10"},
     .label = {"NTP stratum", "NTP 层级"}},
};

constexpr ParameterSpec kParameters[] = {
    {.name = "grace",
     .kind = ParameterSpec::Kind::kNumber,
     .help = {"seconds after boot in which the clock may still be settling; 600 by default",
              "开机后允许时钟尚未同步的秒数，默认 600"},
     .least = 0,
     .most = 3600},
};

constexpr ReasonText kReasons[] = {
    {reason::kOk, {"the clock is synchronised", "时钟已同步"}},
    {kUnsynchronised,
     {"nothing keeps the clock right; it may be wrong by up to {max_error}",
      "时钟无同步源，误差可能达到 {max_error}"}},
    {kJustBooted,
     {"the clock is still settling; the host booted {uptime} ago",
      "时钟仍在校准；主机 {uptime} 前刚启动"}},
    {kOffsetUnknown,
     {"the clock is synchronised; how far it is off is not known, for no chronyd answers here",
      "时钟已同步；本机没有 chronyd 应答，偏差未知"}},
    {kContainerClock,
     {"not synchronised, but the clock is that of the host of this {container} container: look "
      "there",
      "未同步，但本容器（{container}）使用宿主机时钟：请在宿主机上检查"}},
};

void AddSeconds(std::vector<Argument>& arguments, const std::string& name, double seconds) {
  arguments.push_back({name, NumberText(seconds)});
  arguments.push_back({name + "_unit", "seconds"});
}

Verdict JudgeUnsynchronised(const JudgeInput& input, const ObservedItem& clock) {
  const double* max_error = clock.Find("max_error_seconds");
  const double error = max_error != nullptr ? *max_error : 0;
  Verdict verdict{clock.item,
                  Outcome::kWarning,
                  std::string(kUnsynchronised),
                  {},
                  {{"max_error_seconds", error, "seconds"}}};
  AddSeconds(verdict.arguments, "max_error", error);
  if (const std::string* container = clock.FindAttribute("container")) {
    verdict.outcome = Outcome::kNotApplicable;
    verdict.code = kContainerClock;
    verdict.arguments.push_back({"container", *container});
    return verdict;
  }
  const Threshold limit =
      EffectiveThreshold(kOsStateTimeSync, "max_error_seconds", input.thresholds);
  if (limit.critical && error >= *limit.critical) verdict.outcome = Outcome::kCritical;
  return verdict;
}

Verdict JudgeSynchronised(const JudgeInput& input, const ObservedItem& clock) {
  const bool offset_known = clock.Find("offset_seconds") != nullptr;
  Verdict verdict{
      "", Outcome::kOk, std::string(offset_known ? reason::kOk : kOffsetUnknown), {}, {}};
  // Only an NTP client knows them; the kernel's own offset is nearly always 0.
  for (const std::string_view name : {"offset_seconds", "stratum"}) {
    if (clock.Find(name) == nullptr) continue;
    const Threshold threshold = EffectiveThreshold(kOsStateTimeSync, name, input.thresholds);
    verdict = WorseVerdict(std::move(verdict), JudgeThreshold(input, threshold, ""));
  }
  return verdict;
}

// After boot the first sources have to be heard and the clock slewed.
Verdict WithGrace(const JudgeInput& input, Verdict verdict) {
  const std::chrono::duration<double> uptime = input.window.newest().uptime;
  const bool trouble = IsHealth(verdict.outcome) && !IsGood(verdict.outcome);
  if (!trouble || uptime.count() >= input.parameters.Number("grace", 600)) return verdict;
  verdict.outcome = Outcome::kInfo;
  verdict.code = kJustBooted;
  AddSeconds(verdict.arguments, "uptime", uptime.count());
  return verdict;
}

std::vector<Verdict> Judge(const JudgeInput& input) {
  const ObservedItem* clock = input.window.newest().observation.Find("");
  const double* synchronised = clock != nullptr ? clock->Find("synchronised") : nullptr;
  if (synchronised == nullptr) {
    return {Verdict{"", Outcome::kUnknown, std::string(reason::kNotJudged), {}, {}}};
  }
  return {WithGrace(input, *synchronised == 0 ? JudgeUnsynchronised(input, *clock)
                                              : JudgeSynchronised(input, *clock))};
}

}  // namespace

constinit const CheckType kOsStateTimeSync = {
    .id = "os.state.time_sync",
    .family = Family::kOs,
    .aspect = Aspect::kState,
    .cost = Cost::kTiny,
    .name = {"time synchronisation", "时钟同步"},
    .why = {"a wrong clock breaks log-ins, certificates, replication and every comparison of logs",
            "时钟错误会破坏登录、证书、复制以及一切日志比对"},
    .reads = {"adjtimex (STA_UNSYNC, maxerror); chronyd on UDP 323 of this host",
              "adjtimex（STA_UNSYNC、maxerror）；本机 UDP 323 端口的 chronyd"},
    .right = {"any local user", "任意本地用户"},
    .advice = {"Restore the time source; step the clock (chronyc makestep) only in a maintenance "
               "window: databases and Kerberos suffer first.",
               "恢复时间源；仅在维护窗口内执行 chronyc makestep：数据库和 Kerberos 最先受影响。"},
    .thresholds = kThresholds,
    .parameters = kParameters,
    .reasons = kReasons,
    .judge = &Judge};

}  // namespace xunjian
