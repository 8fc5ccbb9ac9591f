#include "sample_inspection.h"

#include <array>

#include "checks/api/reasons.h"

namespace xunjian {
namespace {

constexpr std::array kSpaceThresholds = {
    Threshold{.name = "used_percent",
              .metric = "used_percent",
              .unit = "percent",
              .warning = 85,
              .critical = 95,
              .source = {"node_exporter mixin", "node_exporter mixin"}}};

// The sample's own words: the reports do not move with the shared ones.
constexpr std::array kReasons = {
    ReasonText{"ok", {"{metric} is {value}", "{metric} 为 {value}"}},
    ReasonText{"above",
               {"{metric} is {value}, limit {threshold}", "{metric} 为 {value}，阈值 {threshold}"}},
    ReasonText{"short_window",
               {"{metric} is {value}, over a short window", "{metric} 为 {value}，仅为短时测量"}},
    ReasonText{"unsynchronised", {"the clock is not synchronised", "时钟未同步"}},
    ReasonText{"no_target", {"parameter {parameter} is not set", "未设置参数 {parameter}"}},
    ReasonText{"denied",
               {"not allowed to read {source}, needs {right}", "无权读取 {source}，需要 {right}"}}};

const std::array<CheckType, 5> kChecks = {
    CheckType{.id = "host.perf.fs_space",
              .family = Family::kHost,
              .aspect = Aspect::kPerformance,
              .name = {"Disk space", "磁盘空间"},
              .why = {"A full disk stops writes.", "磁盘写满后无法写入。"},
              .advice = {"Delete or move old files.", "清理或迁移旧文件。"},
              .thresholds = kSpaceThresholds,
              .reasons = kReasons},
    CheckType{.id = "host.perf.cpu",
              .family = Family::kHost,
              .aspect = Aspect::kPerformance,
              .name = {"CPU", "处理器"},
              .reasons = kReasons},
    CheckType{.id = "os.state.time_sync",
              .family = Family::kOs,
              .aspect = Aspect::kState,
              .name = {"Clock", "时钟同步"},
              .why = {"Wrong clocks break logs and TLS.", "时钟错误会影响日志和证书。"},
              .advice = {"Start chrony.", "启动 chrony。"},
              .reasons = kReasons},
    CheckType{.id = "net.state.tcp_probe",
              .family = Family::kNetwork,
              .aspect = Aspect::kState,
              .name = {"TCP probe", "端口探测"},
              .reasons = kReasons},
    CheckType{.id = "os.log.auth",
              .family = Family::kOs,
              .aspect = Aspect::kLog,
              .name = {"Authentication log", "认证日志"},
              .reasons = kReasons}};

std::vector<Argument> Used(std::string value, std::string threshold) {
  return {{"metric", "used_percent"},
          {"value", std::move(value)},
          {"unit", "percent"},
          {"threshold", std::move(threshold)}};
}

ItemResult Mount(std::string mount, Outcome outcome, std::string_view code, double used,
                 std::string threshold) {
  ItemResult item{.outcome = outcome, .code = std::string(code)};
  item.observed = {.item = std::move(mount), .metrics = {{"size_bytes", 1073741824, "bytes"}}};
  item.arguments = Used(fmt::format("{}", used), std::move(threshold));
  item.readings = {{"used_percent", used, "percent"}};
  return item;
}

CheckResult Space() {
  CheckResult result{
      .check = "host.perf.fs_space", .duration = std::chrono::microseconds(1500), .ruler = "aaaa"};
  result.items = {Mount("/", Outcome::kOk, reason::kOk, 41.5, "85"),
                  Mount("/data", Outcome::kCritical, reason::kAbove, 97.25, "95"),
                  Mount("/归档", Outcome::kWarning, reason::kAbove, 88, "85")};
  return result;
}

}  // namespace

CheckResult SampleResult(std::string check, std::string item, Outcome outcome, std::string code,
                         std::vector<Argument> arguments) {
  CheckResult result{.check = std::move(check)};
  result.items.push_back({.observed = {.item = std::move(item)},
                          .outcome = outcome,
                          .code = std::move(code),
                          .arguments = std::move(arguments)});
  return result;
}

ReportInput SampleInspection() {
  const Timestamp started_at = *ParseRfc3339("2026-11-23T03:04:05Z");
  return {
      .host = "web1",
      .site = "headquarters",
      .started_at = started_at,
      .tool_version = "0.1.0",
      .results = {Space(),
                  SampleResult("host.perf.cpu", "", Outcome::kInfo, "short_window",
                               {{"metric", "busy_percent"}, {"value", "12"}, {"unit", "percent"}}),
                  SampleResult("os.state.time_sync", "", Outcome::kWarning, "unsynchronised"),
                  SampleResult("net.state.tcp_probe", "", Outcome::kNotApplicable, "no_target",
                               {{"parameter", "target"}}),
                  SampleResult("os.log.auth", "", Outcome::kDenied, "denied",
                               {{"source", "/var/log/auth.log"}, {"right", "group adm"}})}};
}

const CheckType* FindSampleCheck(std::string_view id) {
  for (const CheckType& check : kChecks) {
    if (check.id == id) return &check;
  }
  return nullptr;
}

}  // namespace xunjian
