#pragma once

#include <map>
#include <stdexcept>
#include <string>

#include "base/process_runner.h"
#include "checks/api/check_result.h"
#include "checks/engine/kernel_clock.h"
#include "checks/engine/plugin_allow_list.h"
#include "checks/host/judges.h"
#include "checks/host/reads.h"
#include "tests/support/fixture_file_system.h"
#include "tests/support/manual_clock.h"

namespace xunjian::test {

class NoProcesses final : public ProcessRunner {
 public:
  Result<ProcessOutcome> Run(const ProcessSpec&) override {
    return MakeError(ErrorCode::kNotFound, {"no processes in this test", "本测试不运行进程"});
  }
};

class SilentKernelClock final : public KernelClock {
 public:
  Result<KernelClockReading> Read() const override { return KernelClockReading{}; }
};

// Reads and judges host checks one run after another, the way the runner does.
class HostRuns {
 public:
  explicit HostRuns(const FileSystem& files) : files_(files) {}

  Parameters parameters;
  ThresholdOverrides thresholds;
  bool short_window = false;
  Duration timeout = std::chrono::seconds(10);

  void Pass(Duration time) {
    clock_.Advance(time);
    uptime_ += time;
  }
  void Reboot(std::string boot_id) {
    boot_id_ = std::move(boot_id);
    uptime_ = std::chrono::seconds(30);
  }

  Reading Read(std::string_view id) {
    const ReadContext context{files_,   clock_,  processes_, kernel_clock_,
                              plugins_, nullptr, timeout};
    for (const CheckRead& read : HostReads()) {
      if (read.id == id) return read.read(context, parameters);
    }
    throw std::logic_error("no read for " + std::string(id));
  }

  CheckResult Run(std::string_view id) {
    const Reading reading = Read(id);
    if (!reading) return ResultOf(id, reading.error(), clock_.Now(), Duration{});
    Memory& memory = memories_[std::string(id)];
    AppendSample(memory.window, {clock_.Now(), uptime_, boot_id_, *reading});
    memory.window.short_window = short_window;
    const JudgeInput input{memory.window, memory.previous, parameters, thresholds};
    CheckResult result = ResultOf(id, *reading, Find(id).judge(input), clock_.Now(), Duration{});
    for (const ItemResult& item : result.items) {
      memory.previous[item.observed.item] = item.outcome;
    }
    return result;
  }

  static const CheckType& Find(std::string_view id) {
    for (const CheckType* check : HostChecks()) {
      if (check->id == id) return *check;
    }
    throw std::logic_error("no check " + std::string(id));
  }

 private:
  struct Memory {
    Window window;
    std::map<std::string, Outcome, std::less<>> previous;
  };

  const FileSystem& files_;
  ManualClock clock_;
  NoProcesses processes_;
  SilentKernelClock kernel_clock_;
  PluginAllowList plugins_;
  Duration uptime_ = std::chrono::hours(1);
  std::string boot_id_ = "first";
  std::map<std::string, Memory> memories_;
};

inline std::string FixturePath(std::string_view name) {
  return std::string(XUNJIAN_SOURCE_DIR) + "/tests/fixtures/" + std::string(name);
}

// The result of one item; throws when there is none.
inline const ItemResult& ItemOf(const CheckResult& result, std::string_view item) {
  for (const ItemResult& entry : result.items) {
    if (entry.observed.item == item) return entry;
  }
  throw std::logic_error("no item \"" + std::string(item) + "\" in " + result.check);
}

inline bool HasItem(const CheckResult& result, std::string_view item) {
  for (const ItemResult& entry : result.items) {
    if (entry.observed.item == item) return true;
  }
  return false;
}

inline double ReadingOf(const ItemResult& item, std::string_view name) {
  for (const Metric& metric : item.readings) {
    if (metric.name == name) return metric.value;
  }
  throw std::logic_error("no reading " + std::string(name));
}

}  // namespace xunjian::test
