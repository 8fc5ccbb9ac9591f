#include <algorithm>

#include "checks/api/reasons.h"
#include "checks/os/judges.h"
#include "checks/os/sysctl_rule.h"

namespace xunjian {
namespace {

constexpr ParameterSpec kParameters[] = {
    {.name = "must",
     .kind = ParameterSpec::Kind::kStrings,
     .help = {"keys of the baseline whose difference is critical", "基线中差异即为严重的参数名"}},
};

constexpr Threshold kThresholds[] = {
    {.name = "differs",
     .metric = "",
     .unit = "",
     .kind = Threshold::Kind::kBaseline,
     .source = {"the approved profile of the host class; each value carries its own source",
                "主机类别的核准参数集；每个值都带有各自的来源"},
     .label = {"difference from the baseline", "与基线的差异"}}};

constexpr ReasonText kReasons[] = {
    {reason::kOk, {"{key} is {value}", "{key} 为 {value}"}},
    {"differs",
     {"{key} is {value}, the baseline wants {wanted} ({source})",
      "{key} 为 {value}，基线要求 {wanted}（{source}）"}},
    {"key_absent",
     {"{key} does not exist here, the baseline wants {wanted} ({source})",
      "{key} 在本机不存在，基线要求 {wanted}（{source}）"}},
    {"removed_key",
     {"{key} was removed from Linux {kernel}: take it out of the baseline ({source})",
      "{key} 已从 Linux {kernel} 中移除：请从基线中删除（{source}）"}},
    {"invalid_key", {"{key} is no kernel parameter", "{key} 不是内核参数名"}},
    {"key_denied", {"not allowed to read {key}, needs {right}", "无权读取 {key}，需要 {right}"}},
    {"not_in_reading", {"{key} was not read", "未采集 {key}"}},
    {"too_many_keys",
     {"{count} keys in the baseline, at most {most} are read",
      "基线共 {count} 个参数，最多读取 {most} 个"}},
};

struct Wanted {
  const std::string& key;
  const Baseline::Entry& entry;
};

Verdict Say(const Wanted& wanted, Outcome outcome, std::string_view code) {
  return {wanted.key,
          outcome,
          std::string(code),
          {{"key", wanted.key}, {"wanted", wanted.entry.value}, {"source", wanted.entry.source}},
          {}};
}

Verdict JudgeAbsent(const Wanted& wanted, Outcome difference) {
  const std::string_view kernel = SysctlRemovedIn(wanted.key);
  if (kernel.empty()) return Say(wanted, difference, "key_absent");
  Verdict verdict = Say(wanted, Outcome::kNotApplicable, "removed_key");
  verdict.arguments.push_back({"kernel", std::string(kernel)});
  return verdict;
}

Verdict JudgeKey(const Wanted& wanted, const ObservedItem* observed, Outcome difference) {
  if (observed == nullptr) return Say(wanted, Outcome::kUnknown, "not_in_reading");
  const std::string* state = observed->FindAttribute("state");
  const std::string* value = observed->FindAttribute("value");
  if (value != nullptr) {
    const bool agrees = SysctlAgrees(wanted.entry.value, *value);
    Verdict verdict =
        Say(wanted, agrees ? Outcome::kOk : difference, agrees ? reason::kOk : "differs");
    verdict.arguments.push_back({"value", *value});
    return verdict;
  }
  if (state != nullptr && *state == "absent") return JudgeAbsent(wanted, difference);
  if (state != nullptr && *state == "denied") {
    Verdict verdict = Say(wanted, Outcome::kDenied, "key_denied");
    verdict.arguments.push_back({"right", "CAP_SYS_ADMIN"});
    return verdict;
  }
  if (state != nullptr && *state == "invalid") {
    return Say(wanted, Outcome::kUnknown, "invalid_key");
  }
  if (state == nullptr) return Say(wanted, Outcome::kUnknown, reason::kNotJudged);
  Verdict verdict = Say(wanted, Outcome::kUnknown, reason::kUnreadable);
  for (const std::string_view name : {"detail", "detail_zh"}) {
    const std::string* value_of = observed->FindAttribute(name);
    if (value_of != nullptr) verdict.arguments.push_back({std::string(name), *value_of});
  }
  return verdict;
}

std::vector<Verdict> Judge(const JudgeInput& input) {
  if (input.baseline == nullptr || input.baseline->entries.empty()) {
    return {Verdict{"", Outcome::kNotApplicable, std::string(reason::kNoBaseline), {}, {}}};
  }
  const std::vector<std::string> must = input.parameters.Strings("must");
  std::vector<Verdict> verdicts;
  for (const auto& [key, entry] : input.baseline->entries) {
    const bool critical = std::find(must.begin(), must.end(), key) != must.end();
    verdicts.push_back(JudgeKey({key, entry}, input.window.newest().observation.Find(key),
                                critical ? Outcome::kCritical : Outcome::kWarning));
  }
  return verdicts;
}

}  // namespace

constinit const CheckType kOsConfigSysctl = {
    .id = "os.config.sysctl",
    .family = Family::kOs,
    .aspect = Aspect::kConfig,
    .cost = Cost::kTiny,
    .name = {"kernel parameters", "内核参数"},
    .why = {"a host whose kernel is set up unlike its class behaves unlike it under load or attack",
            "内核参数与同类主机不一致，在高负载或攻击下表现就会不同"},
    .reads = {"/proc/sys, the keys of the baseline", "/proc/sys 中基线列出的参数"},
    .right = {"any local user; a few keys need more and say so",
              "任意本地用户；个别参数需要更高权限并会注明"},
    .advice = {"Put the value into /etc/sysctl.d/NN-class.conf, run sysctl --system, and note the "
               "reason; values meant for one database do not suit other hosts.",
               "将值写入 /etc/sysctl.d/NN-class.conf，执行 sysctl --system 并记录原因；"
               "为某一数据库设定的值不适用于其他主机。"},
    .thresholds = kThresholds,
    .parameters = kParameters,
    .reasons = kReasons,
    .needs_baseline = true,
    .interval = std::chrono::minutes(5),
    .judge = &Judge};

}  // namespace xunjian
