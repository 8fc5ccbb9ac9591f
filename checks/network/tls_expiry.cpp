#include "checks/api/reasons.h"
#include "checks/engine/threshold_judge.h"
#include "checks/network/judges.h"

namespace xunjian {
namespace {

constexpr double kSecondsPerDay = 86'400;

constexpr Threshold kThresholds[] = {
    {.name = "days_left",
     .metric = "not_after_seconds",
     .unit = "days",
     .direction = Threshold::Direction::kBelow,
     .warning = 30,
     .critical = 7,
     .source = {"our own choice; awesome-prometheus-alerts has 20 and 3 days",
                "自定；awesome-prometheus-alerts 为 20 天与 3 天"},
     .label = {"time to expiry", "剩余有效期"}}};

constexpr ParameterSpec kParameters[] = {
    {.name = "target",
     .help = {"host:port of the TLS server; port 443 by default",
              "TLS 服务器的 主机:端口，端口默认 443"}},
    {.name = "targets",
     .kind = ParameterSpec::Kind::kStrings,
     .help = {"several of them, at most 16: every instance behind a balancer",
              "多个目标，最多 16 个：负载均衡后的每个实例"}},
    {.name = "server_name",
     .help = {"name to ask for (SNI) and to find in the certificate; the host of the target by "
              "default",
              "请求的名称（SNI），也是证书中应有的名称；默认取目标的主机名"}},
    {.name = "starttls",
     .help = {"protocol to change to TLS in: none, smtp, imap, pop3 or postgres",
              "切换到 TLS 所用的协议：none、smtp、imap、pop3 或 postgres"}},
    {.name = "ca_file",
     .help = {"PEM file with authorities of this site to trust beside the system's",
              "本单位受信 CA 的 PEM 文件，与系统 CA 一并使用"}},
    {.name = "limit",
     .kind = ParameterSpec::Kind::kNumber,
     .help = {"seconds for one target; 3 by default", "单个目标的时限（秒），默认 3"},
     .least = 0.1,
     .most = 60},
};

constexpr ReasonText kReasons[] = {
    {"expired",
     {"the certificate of {target} expired on {not_after}",
      "{target} 的证书已于 {not_after} 过期"}},
    {"not_yet_valid",
     {"the certificate of {target} is valid only from {not_before}",
      "{target} 的证书自 {not_before} 起才有效"}},
    {"name_differs",
     {"the certificate of {target} is for {names}, not for {expected}",
      "{target} 的证书属于 {names}，而不是 {expected}"}},
    {"incomplete_chain",
     {"{target} does not send its whole chain, or its authority is not known here: {detail}",
      "{target} 未发送完整证书链，或其 CA 在本机未知：{detail}"}},
    {"self_signed",
     {"the authority of {target} is not trusted here; name it in ca_file if it is "
      "yours ({issuer})",
      "{target} 的 CA 在本机不受信任；若为本单位 CA 请在 ca_file 中指明（{issuer}）"}},
    {"broken_chain",
     {"the chain of {target} does not hold: {detail}", "{target} 的证书链无效：{detail}"}},
    {"national_crypto",
     {"the chain of {target} is signed with SM2, which this agent cannot verify ({detail}); it "
      "needs "
      "another client",
      "{target} 的证书链使用国密 SM2 签名，本代理无法验证（{detail}），需用其他客户端检查"}},
    {"not_connected", {"no connection to {target}: {detail}", "无法连接 {target}：{detail}"}},
    {"handshake_timed_out",
     {"{target} did not finish the handshake in time", "{target} 未在时限内完成握手"}},
    {"no_common_protocol",
     {"{target} speaks no protocol this agent speaks ({detail}); servers with only TLCP or SM2 "
      "need another client",
      "{target} 与本代理没有共同协议（{detail}）；仅支持 TLCP 或国密 SM2 "
      "的服务器需用其他客户端检查"}},
    {"handshake_failed",
     {"no TLS handshake with {target}: {detail}", "与 {target} 的 TLS 握手失败：{detail}"}},
    {"invalid_target", {"{target} is no host:port", "{target} 不是有效的 主机:端口"}},
    {"invalid_starttls",
     {"{target}: starttls is none, smtp, imap, pop3 or postgres",
      "{target}：starttls 应为 none、smtp、imap、pop3 或 postgres"}},
    {"ca_file_unreadable", {"{target}, ca_file: {detail}", "{target} 的 ca_file：{detail}"}},
    {"too_many_targets",
     {"{count} targets, at most {most} are allowed", "目标共 {count} 个，最多允许 {most} 个"}},
};

// What the attribute says → the finding. Without a certificate nothing was looked at: UNKNOWN.
struct Finding {
  std::string_view attribute;
  std::string_view value;
  Outcome outcome;
  std::string_view code;
};
constexpr Finding kNoCertificate[] = {
    {"end", "not_connected", Outcome::kUnknown, "not_connected"},
    {"end", "timed_out", Outcome::kUnknown, "handshake_timed_out"},
    {"end", "no_common_protocol", Outcome::kUnknown, "no_common_protocol"},
    {"end", "failed", Outcome::kUnknown, "handshake_failed"},
    {"end", "invalid_target", Outcome::kUnknown, "invalid_target"},
    {"end", "invalid_starttls", Outcome::kUnknown, "invalid_starttls"},
    {"end", "ca_file_unreadable", Outcome::kUnknown, "ca_file_unreadable"},
};
constexpr Finding kBadCertificate[] = {
    {"name", "differs", Outcome::kCritical, "name_differs"},
    {"chain", "incomplete", Outcome::kCritical, "incomplete_chain"},
    {"chain", "broken", Outcome::kCritical, "broken_chain"},
    {"chain", "self_signed", Outcome::kWarning, "self_signed"},
    {"chain", "national_crypto", Outcome::kUnknown, "national_crypto"},
};

Verdict Say(const ObservedItem& observed, Outcome outcome, std::string_view code) {
  Verdict verdict{observed.item, outcome, std::string(code), {{"target", observed.item}}, {}};
  for (const std::string_view name :
       {"detail", "detail_zh", "names", "expected", "issuer", "not_before", "not_after"}) {
    const std::string* value = observed.FindAttribute(name);
    if (value != nullptr) verdict.arguments.push_back({std::string(name), *value});
  }
  return verdict;
}

std::optional<Verdict> FirstOf(std::span<const Finding> findings, const ObservedItem& observed) {
  for (const Finding& finding : findings) {
    const std::string* value = observed.FindAttribute(finding.attribute);
    if (value == nullptr || *value != finding.value) continue;
    return Say(observed, finding.outcome, finding.code);
  }
  return std::nullopt;
}

double SecondsOf(Timestamp at) {
  return std::chrono::duration<double>(at.time_since_epoch()).count();
}

std::optional<double> DaysLeft(const Window& window, std::size_t index, std::string_view item) {
  const Sample& sample = window.samples[index];
  const ObservedItem* observed = sample.observation.Find(item);
  const double* end = observed != nullptr ? observed->Find("not_after_seconds") : nullptr;
  if (end == nullptr) return std::nullopt;
  return (*end - SecondsOf(sample.at)) / kSecondsPerDay;
}

Verdict JudgeDates(const JudgeInput& input, const ObservedItem& observed) {
  const Threshold threshold = EffectiveThreshold(kNetStateTlsExpiry, "days_left", input.thresholds);
  Verdict verdict = JudgeThreshold(input, threshold, observed.item, &DaysLeft);
  const double now = SecondsOf(input.window.newest().at);
  const double* begin = observed.Find("not_before_seconds");
  const double* end = observed.Find("not_after_seconds");
  if (end != nullptr && *end <= now) {
    Verdict expired = Say(observed, Outcome::kCritical, "expired");
    expired.readings = verdict.readings;
    return expired;
  }
  if (begin != nullptr && *begin > now) {
    return Say(observed, Outcome::kCritical, "not_yet_valid");
  }
  return verdict;
}

Verdict JudgeItem(const JudgeInput& input, const ObservedItem& observed) {
  const std::string* end = observed.FindAttribute("end");
  if (end == nullptr || *end != "certificate") {
    return FirstOf(kNoCertificate, observed)
        .value_or(Say(observed, Outcome::kUnknown, reason::kNotJudged));
  }
  Verdict verdict = JudgeDates(input, observed);
  for (const Finding& finding : kBadCertificate) {
    if (auto bad = FirstOf({&finding, 1}, observed)) {
      verdict = WorseVerdict(std::move(verdict), *std::move(bad));
    }
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

constinit const CheckType kNetStateTlsExpiry = {
    .id = "net.state.tls_expiry",
    .family = Family::kNetwork,
    .aspect = Aspect::kState,
    .cost = Cost::kSmall,
    .name = {"TLS certificate", "TLS 证书有效期"},
    .why = {"an expired or mismatched certificate stops every client at the same moment",
            "证书过期或不匹配会让所有客户端同时失败"},
    .reads = {"the certificates that each server shows in a TLS handshake with its name (SNI)",
              "各服务器在带名称（SNI）的 TLS 握手中出示的证书"},
    .right = {"any local user", "任意本地用户"},
    .advice = {"Renew the certificate and reload every instance behind the balancer; verify the "
               "chain file.",
               "续签证书并在负载均衡后的每个实例上重新加载；核对证书链文件。"},
    .thresholds = kThresholds,
    .parameters = kParameters,
    .reasons = kReasons,
    .interval = std::chrono::minutes(5),
    .judge = &Judge};

}  // namespace xunjian
