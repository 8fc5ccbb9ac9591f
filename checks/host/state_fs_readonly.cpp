#include <array>

#include "checks/api/reasons.h"
#include "checks/engine/threshold_judge.h"
#include "checks/host/judges.h"

namespace xunjian {
namespace {

constexpr std::array kThresholds = {Threshold{
    .name = "read_only",
    .metric = "read_only",
    .unit = "count",
    .kind = Threshold::Kind::kBaseline,
    .source = {"awesome-prometheus-alerts HostFilesystemDeviceError",
               "awesome-prometheus-alerts HostFilesystemDeviceError"},
    .label = {"read-only", "只读"},
}};

constexpr std::array kReasons = {
    ReasonText{reason::kOk, {"writable", "可写"}},
    ReasonText{"read_only_against_fstab",
               {"read-only, but fstab says it is to be written", "现为只读，而 fstab 要求可写"}},
    ReasonText{"turned_read_only",
               {"was writable and has turned read-only", "原为可写，现已变为只读"}},
    ReasonText{"read_only_as_meant", {"read-only, as fstab says", "只读，与 fstab 一致"}},
    ReasonText{
        "read_only_unexplained",
        {"read-only since before the first look, and fstab does not say whether it should be",
         "首次检查之前即为只读，fstab 未说明是否应当如此"}},
    ReasonText{"no_local_fs", {"no local file system is mounted", "没有挂载本地文件系统"}},
};

std::vector<Verdict> Judge(const JudgeInput& input);

}  // namespace

constinit const CheckType kHostStateFsReadonly = {
    .id = "host.state.fs_readonly",
    .family = Family::kHost,
    .aspect = Aspect::kState,
    .cost = Cost::kTiny,
    .name = {"File system turned read-only", "文件系统变为只读"},
    .why =
        {"The kernel turns a file system read-only when it can no longer trust the disk; what is "
         "written after that is lost.",
         "内核在磁盘不可信时把文件系统置为只读，其后的写入全部丢失。"},
    .reads = {"/proc/1/mountinfo (options of the mount and of the file system) against "
              "/etc/fstab and the last run",
              "/proc/1/mountinfo（挂载选项与文件系统选项）对照 /etc/fstab 和上次结果"},
    .right = {"any local user", "任意本地用户"},
    .advice = {"Stop the writers, read the kernel log for the I/O error, check disk and RAID, run "
               "fsck in a window.",
               "停止写入，查看内核日志中的 I/O 错误，检查磁盘与 RAID，择机执行 fsck。"},
    .thresholds = kThresholds,
    .reasons = kReasons,
    .judge = &Judge,
};

namespace {

bool WasCritical(const JudgeInput& input, std::string_view item) {
  const auto found = input.previous.find(item);
  return found != input.previous.end() && found->second == Outcome::kCritical;
}

bool WasWritable(const Sample& sample, std::string_view item) {
  const double* read_only = FindMetric(sample, item, "read_only");
  return read_only && *read_only == 0;
}

// Snapshots and the like are read-only from the first sight on.
bool TurnedReadOnly(const JudgeInput& input, std::string_view item) {
  const Window& window = input.window;
  for (const Sample& sample : window.samples) {
    if (WasWritable(sample, item)) return true;
  }
  return WasCritical(input, item) || (window.last_run && WasWritable(*window.last_run, item));
}

Verdict Say(const ObservedItem& mount, Outcome outcome, std::string_view code) {
  const double* read_only = mount.Find("read_only");
  return {mount.item,
          outcome,
          std::string(code),
          {},
          {{"read_only", read_only ? *read_only : 0, "count"}}};
}

Verdict JudgeMount(const JudgeInput& input, const ObservedItem& mount) {
  const double* read_only = mount.Find("read_only");
  const std::string* meant = mount.FindAttribute("fstab");
  if (!read_only || !meant) return Say(mount, Outcome::kUnknown, reason::kNotJudged);
  if (*read_only == 0) return Say(mount, Outcome::kOk, reason::kOk);
  if (*meant == "ro") return Say(mount, Outcome::kOk, "read_only_as_meant");
  if (*meant == "rw") return Say(mount, Outcome::kCritical, "read_only_against_fstab");
  if (TurnedReadOnly(input, mount.item)) {
    return Say(mount, Outcome::kCritical, "turned_read_only");
  }
  return Say(mount, Outcome::kInfo, "read_only_unexplained");
}

std::vector<Verdict> Judge(const JudgeInput& input) {
  std::vector<Verdict> verdicts;
  for (const ObservedItem& mount : input.window.newest().observation.items) {
    verdicts.push_back(JudgeMount(input, mount));
  }
  if (verdicts.empty()) verdicts.push_back({"", Outcome::kNotApplicable, "no_local_fs", {}, {}});
  return verdicts;
}

}  // namespace
}  // namespace xunjian
