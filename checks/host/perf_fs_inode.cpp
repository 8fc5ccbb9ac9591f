#include <array>

#include "checks/api/reasons.h"
#include "checks/engine/threshold_judge.h"
#include "checks/host/judges.h"
#include "checks/host/mount_verdict.h"

namespace xunjian {
namespace {

constexpr std::array kThresholds = {Threshold{
    .name = "inodes_available_percent",
    .metric = "available_inodes",
    .unit = "percent",
    .direction = Threshold::Direction::kBelow,
    .warning = 10,
    .critical = 5,
    .source = {"Checkmk df inodes 10/5 % free", "Checkmk df inode 空闲 10/5 %"},
    .label = {"inodes free", "空闲 inode"},
}};

constexpr std::array kParameters = {
    ParameterSpec{"exclude",
                  ParameterSpec::Kind::kStrings,
                  false,
                  {"mount points to leave out", "不检查的挂载点"},
                  0,
                  0},
};

constexpr std::array kReasons = {
    ReasonText{"no_inode_limit",
               {"{type} makes inodes as they are needed: there is no limit to watch",
                "{type} 按需分配 inode，没有上限可查"}},
    kNoLocalFileSystem,
};

std::optional<double> AvailablePercent(const Window& window, std::size_t index,
                                       std::string_view item) {
  const double* total = FindMetric(window.samples[index], item, "total_inodes");
  const double* available = FindMetric(window.samples[index], item, "available_inodes");
  if (!total || !available || *total <= 0) return std::nullopt;
  return *available / *total * 100;
}

std::vector<Verdict> Judge(const JudgeInput& input);

}  // namespace

constinit const CheckType kHostPerfFsInode = {
    .id = "host.perf.fs_inode",
    .family = Family::kHost,
    .aspect = Aspect::kPerformance,
    .cost = Cost::kTiny,
    .name = {"File system inodes", "文件系统 inode"},
    .why = {"Without free inodes no file can be made, however much space is left.",
            "inode 用尽后即使还有空间也无法新建文件。"},
    .reads = {"statvfs f_files and f_favail of every writable local file system, once each",
              "对每个可写的本地文件系统取 statvfs 的 f_files 与 f_favail"},
    .right = {"any local user", "任意本地用户"},
    .advice = {"Millions of small files: find the directory, purge sessions or spools, or make the "
               "file system anew with more inodes.",
               "小文件过多：找出所在目录，清理会话或队列文件，或以更多 inode 重建文件系统。"},
    .thresholds = kThresholds,
    .parameters = kParameters,
    .reasons = kReasons,
    .judge = &Judge,
};

namespace {

// These count inodes by the space that is left, or report none at all.
bool HasDynamicInodes(std::string_view type) {
  return type == "btrfs" || type == "xfs" || type == "zfs" || type == "bcachefs";
}

Verdict JudgeInodes(const JudgeInput& input, const ObservedItem& mount) {
  const std::string* type = mount.FindAttribute("type");
  const double* total = mount.Find("total_inodes");
  if (type && total && (HasDynamicInodes(*type) || *total == 0)) {
    return {mount.item, Outcome::kNotApplicable, "no_inode_limit", {{"type", *type}}, {}};
  }
  return JudgeThreshold(
      input, EffectiveThreshold(kHostPerfFsInode, "inodes_available_percent", input.thresholds),
      mount.item, AvailablePercent);
}

std::vector<Verdict> Judge(const JudgeInput& input) { return JudgeMounts(input, JudgeInodes); }

}  // namespace
}  // namespace xunjian
