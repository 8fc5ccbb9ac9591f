#include "checks/api/reasons.h"
#include "checks/engine/threshold_judge.h"
#include "checks/network/judges.h"

namespace xunjian {
namespace {

constexpr Threshold kThresholds[] = {
    {.name = "connect_seconds",
     .metric = "connect_seconds",
     .unit = "seconds",
     .warning = 1,
     .source = {"awesome-prometheus-alerts: blackbox probe slower than 1 s",
                "awesome-prometheus-alerts：黑盒探测超过 1 秒"},
     .label = {"connect time", "连接耗时"}}};

constexpr ParameterSpec kParameters[] = {
    {.name = "target",
     .help = {"host:port or [IPv6]:port to connect to", "要连接的 主机:端口 或 [IPv6]:端口"}},
    {.name = "targets",
     .kind = ParameterSpec::Kind::kStrings,
     .help = {"several of them, at most 16", "多个目标，最多 16 个"}},
    {.name = "greeting",
     .help = {"text the server must send after the connection (\"220\", \"SSH-\"); a SYN "
              "proxy connects for dead servers too",
              "连接后服务器应发送的文本（如“220”“SSH-”）；SYN 代理会替已死的服务器建立连接"}},
    {.name = "say",
     .help = {"text to send after the connection and before the greeting is awaited "
              "(\"PING\\r\\n\"): printable ASCII with \\r \\n \\t \\\\ \\xHH, at most 256 bytes",
              "连接后、等待问候之前发送的文本（如“PING\\r\\n”）：可打印 ASCII 及 \\r \\n \\t \\\\ "
              "\\xHH 转义，最多 256 字节"}},
    {.name = "limit",
     .kind = ParameterSpec::Kind::kNumber,
     .help = {"seconds for one target, names and greeting included; 3 by default",
              "单个目标的时限（秒），含域名解析和问候；默认 3"},
     .least = 0.1,
     .most = 60},
};

// How an attempt ended → what that means. What this host could not even try is no finding.
struct End {
  std::string_view name;
  Outcome outcome;
};
constexpr End kEnds[] = {
    {"refused", Outcome::kCritical},          {"timed_out", Outcome::kCritical},
    {"unreachable", Outcome::kCritical},      {"name_unknown", Outcome::kCritical},
    {"greeting_missing", Outcome::kCritical}, {"name_not_resolved", Outcome::kUnknown},
    {"invalid_target", Outcome::kUnknown},    {"failed", Outcome::kUnknown},
    {"invalid_say", Outcome::kUnknown},
};

constexpr ReasonText kReasons[] = {
    {"refused", {"{target} refuses connections", "{target} 拒绝连接"}},
    {"timed_out", {"{target} did not answer within {limit}", "{target} 在 {limit} 内没有应答"}},
    {"unreachable", {"{target} cannot be reached: {detail}", "{target} 不可达：{detail}"}},
    {"name_unknown", {"{target}: there is no such name", "{target}：域名不存在"}},
    {"name_not_resolved",
     {"{target}: no name server could say its address", "{target}：域名服务器未能给出地址"}},
    {"greeting_missing",
     {"{target} accepts connections but does not send \"{greeting}\"",
      "{target} 可以连接，但没有发送“{greeting}”"}},
    {"invalid_target", {"{target} is no host:port", "{target} 不是有效的 主机:端口"}},
    {"invalid_say",
     {"{target}: say is not what may be sent: {detail}",
      "{target}：say 不是可发送的文本：{detail}"}},
    {"failed",
     {"this host could not try {target}: {detail}", "本机无法尝试连接 {target}：{detail}"}},
    {"too_many_targets",
     {"{count} targets, at most {most} are allowed", "目标共 {count} 个，最多允许 {most} 个"}},
};

Verdict JudgeItem(const JudgeInput& input, const ObservedItem& observed) {
  const std::string* end = observed.FindAttribute("end");
  const std::string name = end != nullptr ? *end : "";
  if (name == "connected") {
    return JudgeThreshold(
        input, EffectiveThreshold(kNetStateTcpProbe, "connect_seconds", input.thresholds),
        observed.item);
  }
  Verdict verdict{observed.item,
                  Outcome::kUnknown,
                  std::string(reason::kNotJudged),
                  {{"target", observed.item}},
                  {}};
  for (const End& known : kEnds) {
    if (known.name != name) continue;
    verdict.outcome = known.outcome;
    verdict.code = name;
  }
  for (const std::string_view argument : {"limit", "detail", "detail_zh", "greeting"}) {
    const std::string* value = observed.FindAttribute(argument);
    if (value != nullptr) verdict.arguments.push_back({std::string(argument), *value});
  }
  return verdict;
}

std::vector<Verdict> Judge(const JudgeInput& input) {
  std::vector<Verdict> verdicts;
  for (const ObservedItem& observed : input.window.newest().observation.items) {
    verdicts.push_back(JudgeItem(input, observed));
  }
  return verdicts;
}

}  // namespace

constinit const CheckType kNetStateTcpProbe = {
    .id = "net.state.tcp_probe",
    .family = Family::kNetwork,
    .aspect = Aspect::kState,
    .cost = Cost::kSmall,
    .name = {"TCP connection", "端口连通性"},
    .why = {"a service that nobody can connect to is down, whatever its process says",
            "无法连接的服务等于中断，不论进程是否存在"},
    .reads = {"a connection from this host to each target", "由本机向各目标发起的连接"},
    .right = {"any local user", "任意本地用户"},
    .advice = {"The service is down or a firewall changed: look at the service first, then compare "
               "the rule set with yesterday's.",
               "服务中断或防火墙变更：先查服务，再与昨日规则集比对。"},
    .thresholds = kThresholds,
    .parameters = kParameters,
    .reasons = kReasons,
    .judge = &Judge};

}  // namespace xunjian
