#include <array>

#include "checks/api/reasons.h"
#include "checks/engine/threshold_judge.h"
#include "checks/host/judges.h"

namespace xunjian {
namespace {

constexpr Text kSource = {
    "awesome-prometheus-alerts 0.1 s for 2 min; openGauss gs_check slow disk "
    "100/200 ms; critical is our own choice",
    "awesome-prometheus-alerts 0.1 秒持续 2 分钟；openGauss gs_check 慢盘 "
    "100/200 毫秒；严重值为自定"};

// A mean over fewer operations says nothing about the disk.
constexpr double kLeastOperations = 20;

constexpr Threshold Await(std::string_view name, std::string_view operations, Text label,
                          Text operations_label) {
  return {.name = name,
          .metric = name,
          .unit = "seconds",
          .kind = Threshold::Kind::kRate,
          .warning = 0.1,
          .critical = 0.5,
          .warning_for = std::chrono::minutes(2),
          .sample_metric = operations,
          .least_sample = kLeastOperations,
          .source = kSource,
          .label = label,
          .sample_label = operations_label};
}

constexpr std::array kThresholds = {
    Await("read_await", "reads_total", {"time per read", "平均读耗时"}, {"reads", "读操作数"}),
    Await("write_await", "writes_total", {"time per write", "平均写耗时"}, {"writes", "写操作数"}),
};

constexpr std::array kReasons = {
    ReasonText{"no_disk", {"no block device that keeps statistics", "没有带统计的块设备"}},
};

std::optional<double> SecondsEach(const Window& window, std::size_t index, std::string_view item,
                                  std::string_view seconds, std::string_view operations) {
  const Sample* from = SampleSince(window, index, item, operations, kLeastOperations);
  if (!from) return std::nullopt;
  const std::optional<Rate> spent = RateSince(*from, window, index, item, seconds);
  const std::optional<Rate> done = RateSince(*from, window, index, item, operations);
  if (!spent || !done || done->delta <= 0) return std::nullopt;
  return spent->delta / done->delta;
}

std::optional<double> ReadAwait(const Window& window, std::size_t index, std::string_view item) {
  return SecondsEach(window, index, item, "read_seconds_total", "reads_total");
}

std::optional<double> WriteAwait(const Window& window, std::size_t index, std::string_view item) {
  return SecondsEach(window, index, item, "write_seconds_total", "writes_total");
}

std::vector<Verdict> Judge(const JudgeInput& input);

}  // namespace

constinit const CheckType kHostPerfDiskLatency = {
    .id = "host.perf.disk_latency",
    .family = Family::kHost,
    .aspect = Aspect::kPerformance,
    .cost = Cost::kTiny,
    .name = {"Disk latency", "磁盘延迟"},
    .why = {"Every commit of a database waits for its disk.", "数据库的每次提交都要等待磁盘。"},
    .reads = {"/proc/diskstats and /sys/block: time by operations, of dm devices instead of the "
              "paths below them",
              "/proc/diskstats 与 /sys/block：耗时除以次数；取 dm 设备而非其下的路径"},
    .right = {"any local user", "任意本地用户"},
    .advice = {"Check the array or SAN, the battery of the RAID cache, and jobs that compete.",
               "检查阵列或 SAN、RAID 缓存电池，以及争用的作业。"},
    .thresholds = kThresholds,
    .reasons = kReasons,
    .needs_history = true,
    .judge = &Judge,
};

namespace {

Verdict JudgeDisk(const JudgeInput& input, std::string_view device) {
  const auto judge = [&](std::string_view name, DeriveReading derive) {
    const Threshold threshold = EffectiveThreshold(kHostPerfDiskLatency, name, input.thresholds);
    return JudgeThreshold(input, threshold, device, derive);
  };
  return WorseVerdict(judge("read_await", ReadAwait), judge("write_await", WriteAwait));
}

std::vector<Verdict> Judge(const JudgeInput& input) {
  std::vector<Verdict> verdicts;
  for (const ObservedItem& disk : input.window.newest().observation.items) {
    verdicts.push_back(JudgeDisk(input, disk.item));
  }
  if (verdicts.empty()) verdicts.push_back({"", Outcome::kNotApplicable, "no_disk", {}, {}});
  return verdicts;
}

}  // namespace
}  // namespace xunjian
