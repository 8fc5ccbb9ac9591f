#include <algorithm>

#include "checks/api/reasons.h"
#include "checks/engine/debian_version.h"
#include "checks/engine/threshold_judge.h"
#include "checks/os/judges.h"

namespace xunjian {
namespace {

constexpr double kSecondsPerDay = 86'400;
constexpr std::string_view kNewerRelease = "newer_release";
constexpr std::string_view kNewerBuild = "newer_build";
constexpr std::string_view kLivePatched = "live_patched";
constexpr std::string_view kCustomKernel = "custom_kernel";

constexpr Threshold kThresholds[] = {
    {.name = "days_pending",
     .metric = "installed_seconds",
     .unit = "days",
     .warning = 0,
     .critical = 30,
     .source = {"needrestart: a newer kernel is a pending reboot; 30 days are our own choice",
                "needrestart：存在更新内核即需重启；30 天为自定"},
     .label = {"time since a newer kernel was installed", "更新内核已安装时长"}}};

constexpr ReasonText kReasons[] = {
    {reason::kOk, {"{running} is the newest installed kernel", "{running} 为已安装的最新内核"}},
    {kNewerRelease,
     {"{running} is running, {installed} is installed", "运行内核 {running}，已安装 {installed}"}},
    {kNewerBuild,
     {"{running} is running as build {running_version}, build {installed_version} is "
      "installed",
      "内核 {running} 运行的构建为 {running_version}，已安装构建 {installed_version}"}},
    {kLivePatched,
     {"{installed} is installed; {running} runs with live patches ({live_patches})",
      "已安装 {installed}；{running} 已应用热补丁（{live_patches}）"}},
    {kCustomKernel,
     {"{running} comes from no installed package, so there is nothing to compare it "
      "with",
      "{running} 不属于任何已安装的软件包，无从比较"}},
    {"container_kernel",
     {"a {container} container runs the kernel of its host: look there",
      "{container} 容器使用宿主机的内核：请在宿主机上检查"}},
    {"no_installed_kernel",
     {"/boot holds no kernel: this host is booted from outside",
      "/boot 中没有内核：本机由外部引导"}},
    {"no_dpkg", {"no package list of dpkg at {source}", "没有 dpkg 软件包列表 {source}"}},
};

std::string AttributeOf(const ObservedItem& kernel, std::string_view name) {
  const std::string* value = kernel.FindAttribute(name);
  return value != nullptr ? *value : "";
}

std::vector<Argument> ArgumentsOf(const ObservedItem& kernel) {
  std::vector<Argument> arguments;
  for (const std::string_view name :
       {"running", "running_version", "installed", "installed_version", "live_patches"}) {
    const std::string value = AttributeOf(kernel, name);
    if (!value.empty()) arguments.push_back({std::string(name), value});
  }
  return arguments;
}

// What there is newer: `newer_release`, `newer_build`, `ok`, or `custom_kernel`.
std::string_view Compare(const ObservedItem& kernel) {
  const std::string running = AttributeOf(kernel, "running");
  const std::string installed = AttributeOf(kernel, "installed");
  if (installed.empty()) return kCustomKernel;
  const auto order = CompareDebianVersions(installed, running);
  if (order > 0) return kNewerRelease;
  if (order < 0) return kCustomKernel;
  const std::string running_build = AttributeOf(kernel, "running_version");
  const std::string installed_build = AttributeOf(kernel, "installed_version");
  const bool newer = !running_build.empty() && !installed_build.empty() &&
                     CompareDebianVersions(installed_build, running_build) > 0;
  return newer ? kNewerBuild : reason::kOk;
}

std::optional<double> DaysPending(const Window& window, std::size_t index, std::string_view item) {
  const Sample& sample = window.samples[index];
  const ObservedItem* kernel = sample.observation.Find(item);
  const double* since = kernel != nullptr ? kernel->Find("installed_seconds") : nullptr;
  if (since == nullptr) return std::nullopt;
  const std::chrono::duration<double> now = sample.at.time_since_epoch();
  return std::max(0.0, (now.count() - *since) / kSecondsPerDay);
}

Verdict JudgePending(const JudgeInput& input, const ObservedItem& kernel, std::string_view code) {
  const Threshold threshold =
      EffectiveThreshold(kOsVersionKernelRunning, "days_pending", input.thresholds);
  Verdict verdict = JudgeThreshold(input, threshold, kernel.item, &DaysPending);
  // Nobody knows since when: pending all the same.
  if (!IsHealth(verdict.outcome)) verdict.outcome = Outcome::kWarning;
  verdict.code = code;
  verdict.arguments = ArgumentsOf(kernel);
  const double* live = kernel.Find("live_patched");
  if (live != nullptr && *live > 0) {
    verdict.outcome = Outcome::kInfo;
    verdict.code = kLivePatched;
  }
  return verdict;
}

std::vector<Verdict> Judge(const JudgeInput& input) {
  const ObservedItem* kernel = input.window.newest().observation.Find("");
  if (kernel == nullptr || AttributeOf(*kernel, "running").empty()) {
    return {Verdict{"", Outcome::kUnknown, std::string(reason::kNotJudged), {}, {}}};
  }
  const std::string_view code = Compare(*kernel);
  if (code == kNewerRelease || code == kNewerBuild) return {JudgePending(input, *kernel, code)};
  const Outcome outcome = code == kCustomKernel ? Outcome::kInfo : Outcome::kOk;
  return {Verdict{"", outcome, std::string(code), ArgumentsOf(*kernel), {}}};
}

}  // namespace

constinit const CheckType kOsVersionKernelRunning = {
    .id = "os.version.kernel_running",
    .family = Family::kOs,
    .aspect = Aspect::kVersion,
    .cost = Cost::kSmall,
    .name = {"running kernel", "运行内核与已装内核"},
    .why = {"an installed kernel fix protects nobody until the host has booted it",
            "已安装的内核修复在重启之前不起作用"},
    .reads = {"/proc/sys/kernel/osrelease, /proc/version, /boot, dpkg status, live patches",
              "/proc/sys/kernel/osrelease、/proc/version、/boot、dpkg 状态、热补丁"},
    .right = {"any local user", "任意本地用户"},
    .advice = {"Reboot in a maintenance window; keep the previous kernel installed.",
               "在维护窗口内重启；保留上一版内核。"},
    .thresholds = kThresholds,
    .reasons = kReasons,
    .interval = std::chrono::hours(1),
    .judge = &Judge};

}  // namespace xunjian
