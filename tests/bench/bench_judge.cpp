// Prints `judge.<check>_ns N ns` for one judgement over a full window of 15 minutes, and
// `checks.read_us.<check> N us` for one read of this machine: the median of many.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <vector>

#include "base/clock.h"
#include "base/file_system.h"
#include "base/process_runner.h"
#include "checks/engine/kernel_clock.h"
#include "checks/engine/plugin_allow_list.h"
#include "checks/host/judges.h"
#include "checks/host/reads.h"

namespace xunjian {
namespace {

constexpr std::size_t kRounds = 200;
constexpr auto kLongEnough = std::chrono::seconds(1);  // a slow one gets fewer rounds

double MedianNanoseconds(const std::function<void()>& work) {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point begin = Clock::now();
  std::vector<double> spans;
  while (spans.empty() || (spans.size() < kRounds && Clock::now() - begin < kLongEnough)) {
    const Clock::time_point start = Clock::now();
    work();
    spans.push_back(std::chrono::duration<double, std::nano>(Clock::now() - start).count());
  }
  const auto middle = spans.begin() + static_cast<std::ptrdiff_t>(spans.size() / 2);
  std::nth_element(spans.begin(), middle, spans.end());
  return *middle;
}

Window FullWindow(const Observation& observation) {
  Window window;
  for (int i = 0; i <= 30; ++i) {
    const Duration uptime = std::chrono::hours(1) + i * std::chrono::seconds(30);
    AppendSample(window, {Timestamp(uptime), uptime, "boot", observation});
  }
  return window;
}

void MeasureJudge(const CheckType& check, const Observation& observation) {
  const Window window = FullWindow(observation);
  const std::map<std::string, Outcome, std::less<>> previous;
  const Parameters parameters;
  const ThresholdOverrides thresholds;
  const JudgeInput input{window, previous, parameters, thresholds};
  std::size_t verdicts = 0;
  const double median = MedianNanoseconds([&] { verdicts += check.judge(input).size(); });
  if (verdicts > 0) fmt::print("judge.{}_ns {:.0f} ns\n", check.id, median);
}

void MeasureAll() {
  const RootedFileSystem files("/");
  const SystemClock clock;
  PosixProcessRunner processes;
  const SystemKernelClock kernel_clock;
  const PluginAllowList plugins;
  const ReadContext context{files, clock, processes, kernel_clock, plugins};
  const Parameters parameters;
  for (const CheckType* check : HostChecks()) {
    for (const CheckRead& entry : HostReads()) {
      if (entry.id != check->id) continue;
      const Reading reading = entry.read(context, parameters);
      if (!reading) continue;
      MeasureJudge(*check, *reading);
      const double median = MedianNanoseconds([&] { (void)entry.read(context, parameters); });
      fmt::print("checks.read_us.{} {:.1f} us\n", check->id, median / 1000);
    }
  }
}

}  // namespace
}  // namespace xunjian

int main() { xunjian::MeasureAll(); }
