#include <algorithm>
#include <array>
#include <optional>

#include "checks/api/reasons.h"
#include "checks/engine/perfdata.h"
#include "checks/engine/threshold_judge.h"
#include "checks/plugin/judges.h"

namespace xunjian {
namespace {

constexpr ParameterSpec kParameters[] = {
    {.name = "plugin",
     .required = true,
     .help = {"name of a plugin that this host allows (plugins.d)",
              "本机允许的插件名称（plugins.d）"}},
    {.name = "instance",
     .help = {"what the item is called; the plugin's name by default", "对象名称，默认取插件名称"}},
    {.name = kAnyParameter,
     .help = {"every other parameter fills the placeholder of that name in the plugin's arguments",
              "其余参数填入插件命令行中同名的占位符"}},
};

constexpr Threshold kThresholds[] = {
    {.name = "exit_code",
     .metric = "exit_code",
     .unit = "",
     .kind = Threshold::Kind::kBaseline,
     .source = {"Nagios plugin API: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN; a value outside the "
                "plugin's own ranges is shown, the exit code decides",
                "Nagios 插件接口：0 正常，1 警告，2 严重，3 未知；超出插件自身范围的数值会列出，"
                "结论以退出码为准"},
     .label = {"exit code", "退出码"}}};

constexpr ReasonText kReasons[] = {
    {"plugin_ok", {"the plugin is content: {output}", "插件报告正常：{output}"}},
    {"plugin_warning", {"the plugin warns: {output}", "插件报告警告：{output}"}},
    {"plugin_critical", {"the plugin calls it critical: {output}", "插件报告严重：{output}"}},
    {"plugin_unknown", {"the plugin could not tell: {output}", "插件无法判断：{output}"}},
    {"exit_code",
     {"exit code {exit_code}, which means nothing: {output}",
      "退出码 {exit_code} 没有定义：{output}"}},
    {"signalled", {"the plugin was ended by signal {signal}", "插件被信号 {signal} 终止"}},
    {reason::kTimeout,
     {"the plugin did not end within {limit} and was stopped",
      "插件未在 {limit} 内结束，已被终止"}},
    {"no_output",
     {"the plugin printed nothing (exit code {exit_code})", "插件没有输出（退出码 {exit_code}）"}},
    {"too_much_output",
     {"the plugin printed {bytes} bytes, more than any plugin should (exit code {exit_code})",
      "插件输出了 {bytes} 字节，超出上限（退出码 {exit_code}）"}},
    {"invalid_utf8",
     {"the plugin's output is not UTF-8 (exit code {exit_code})",
      "插件输出不是 UTF-8 编码（退出码 {exit_code}）"}},
    {"garbage",
     {"the plugin printed control characters, not text (exit code {exit_code})",
      "插件输出含控制字符而非文本（退出码 {exit_code}）"}},
    {"not_allowed",
     {"plugin \"{plugin}\" is not on this host's list; its administrator can add it "
      "to plugins.d",
      "插件“{plugin}”不在本机许可列表中，可由本机管理员加入 plugins.d"}},
    {"bad_parameters",
     {"the parameters do not fit the plugin: {detail}", "参数与插件不符：{detail}"}},
    {"program_changed",
     {"the program of plugin \"{plugin}\" is not the one that was allowed "
      "(SHA-256 differs)",
      "插件“{plugin}”的程序与许可的不一致（SHA-256 不同）"}},
    {"unsafe_program",
     {"the program of plugin \"{plugin}\" may be changed by others: {detail}",
      "插件“{plugin}”的程序可被他人修改：{detail}"}},
    {"not_started", {"the plugin could not be started: {detail}", "插件无法启动：{detail}"}},
};

// How a run ended without a word of the plugin's own → what that is.
struct End {
  std::string_view name;
  Outcome outcome;
};
constexpr End kEnds[] = {
    {"signalled", Outcome::kUnknown},      {"timeout", Outcome::kUnknown},
    {"no_output", Outcome::kUnknown},      {"too_much_output", Outcome::kUnknown},
    {"invalid_utf8", Outcome::kUnknown},   {"garbage", Outcome::kUnknown},
    {"bad_parameters", Outcome::kUnknown}, {"not_started", Outcome::kUnknown},
    {"not_allowed", Outcome::kDenied},     {"program_changed", Outcome::kDenied},
    {"unsafe_program", Outcome::kDenied},
};

struct Exit {
  std::string_view code;
  Outcome outcome;
  std::string_view reason;
};
constexpr std::array<Exit, 4> kExits = {{
    {"0", Outcome::kOk, "plugin_ok"},
    {"1", Outcome::kWarning, "plugin_warning"},
    {"2", Outcome::kCritical, "plugin_critical"},
    {"3", Outcome::kUnknown, "plugin_unknown"},
}};

std::string AttributeOf(const ObservedItem& run, std::string_view name) {
  const std::string* value = run.FindAttribute(name);
  return value != nullptr ? *value : "";
}

Verdict Say(const ObservedItem& run, Outcome outcome, std::string_view code) {
  Verdict verdict{run.item, outcome, std::string(code), {}, {}};
  for (const std::string_view name :
       {"output", "exit_code", "signal", "limit", "bytes", "plugin", "detail", "detail_zh"}) {
    if (const std::string value = AttributeOf(run, name); !value.empty()) {
      verdict.arguments.push_back({std::string(name), value});
    }
  }
  return verdict;
}

// For the reader, the values outside the plugin's own ranges. They are no limits of ours: the exit
// code is the plugin's verdict, and its ranges are often meant for graphs or for another unit.
std::vector<Metric> Breaches(const ObservedItem& run) {
  std::vector<Metric> breaches;
  for (const PerfdataItem& item : ParsePerfdata(AttributeOf(run, "perfdata")).items) {
    const bool warns = item.value && item.warning && Alerts(*item.warning, *item.value);
    const bool alarms = item.value && item.critical && Alerts(*item.critical, *item.value);
    const auto metric = MetricOf(item);
    if (metric && (warns || alarms)) breaches.push_back(*metric);
  }
  return breaches;
}

// The policy's own limits on the plugin's values, by label.
Verdict JudgeByPolicy(const JudgeInput& input, const ObservedItem& run, Verdict verdict) {
  for (const auto& [name, limits] : input.thresholds) {
    const auto metric = std::find_if(run.metrics.begin(), run.metrics.end(),
                                     [&name](const Metric& m) { return m.name == name; });
    if (metric == run.metrics.end()) continue;
    Threshold threshold{.name = name, .metric = name, .unit = metric->unit};
    if (name.ends_with("_total")) threshold.kind = Threshold::Kind::kRate;
    threshold = WithOverride(threshold, limits);
    verdict = WorseVerdict(std::move(verdict), JudgeThreshold(input, threshold, run.item));
  }
  return verdict;
}

Verdict JudgeExit(const JudgeInput& input, const ObservedItem& run) {
  const std::string code = AttributeOf(run, "exit_code");
  for (const Exit& exit : kExits) {
    if (exit.code != code) continue;
    Verdict verdict = Say(run, exit.outcome, exit.reason);
    verdict.readings = Breaches(run);
    if (!IsHealth(exit.outcome)) return verdict;
    return JudgeByPolicy(input, run, std::move(verdict));
  }
  return Say(run, Outcome::kUnknown, code.empty() ? reason::kNotJudged : "exit_code");
}

Verdict JudgeRun(const JudgeInput& input, const ObservedItem& run) {
  const std::string end = AttributeOf(run, "end");
  if (end == "exited") return JudgeExit(input, run);
  for (const End& known : kEnds) {
    if (known.name == end) return Say(run, known.outcome, known.name);
  }
  return Say(run, Outcome::kUnknown, reason::kNotJudged);
}

std::vector<Verdict> Judge(const JudgeInput& input) {
  std::vector<Verdict> verdicts;
  for (const ObservedItem& run : input.window.newest().observation.items) {
    verdicts.push_back(JudgeRun(input, run));
  }
  return verdicts;
}

}  // namespace

constinit const CheckType kPluginNagios = {
    .id = "plugin.nagios",
    .family = Family::kPlugin,
    .aspect = Aspect::kState,
    .cost = Cost::kMedium,
    .name = {"Nagios plugin", "Nagios 插件"},
    .why = {"thousands of ready checks exist in this form, and every site has its own",
            "已有数以千计的现成检查采用此形式，各单位也有自编插件"},
    .reads = {"a program that this host's administrator allowed, run without a shell",
              "由本机管理员许可的程序，不经 shell 执行"},
    .right = {"an entry in plugins.d; the program runs with the runner's rights",
              "plugins.d 中的许可条目；程序以执行进程的权限运行"},
    .advice = {"Follow what the plugin says; run it by hand as the runner's user to see its whole "
               "output.",
               "按插件的提示处理；可用执行进程的用户手工运行以查看完整输出。"},
    .thresholds = kThresholds,
    .parameters = kParameters,
    .reasons = kReasons,
    .judge = &Judge};

}  // namespace xunjian
