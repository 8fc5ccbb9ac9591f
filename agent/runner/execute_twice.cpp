#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "agent/runner/check_executor.h"
#include "agent/runner/prepared_run.h"

namespace xunjian {
namespace {

struct SpotCheck {
  std::shared_ptr<const PreparedRun> run;
  std::optional<TimedReading> first;
  std::optional<TimedReading> second;

  bool needs_one() const { return !run->refused && !run->type->needs_history; }
  bool needs_two() const { return !run->refused && run->type->needs_history; }
  // One that could not be read is not asked again.
  bool needs_second() const { return needs_two() && first && first->sample; }
};

// Counts the answers of one round of readings. Outlives the round by being waited for.
class Round {
 public:
  void Expect() {
    const std::lock_guard lock(mutex_);
    ++waiting_;
  }
  void Arrived() {
    const std::lock_guard lock(mutex_);
    if (--waiting_ == 0) all_there_.notify_all();
  }
  void Wait() {
    std::unique_lock lock(mutex_);
    all_there_.wait(lock, [this] { return waiting_ == 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable all_there_;
  std::size_t waiting_ = 0;
};

void Submit(const CheckExecutor::Parts& parts, std::vector<SpotCheck>& checks,
            bool (SpotCheck::*wanted)() const, std::optional<TimedReading> SpotCheck::*place,
            Round& round) {
  for (SpotCheck& check : checks) {
    if (!(check.*wanted)()) continue;
    round.Expect();
    SubmitReading(parts, check.run, [&round, slot = &(check.*place)](TimedReading reading) {
      *slot = std::move(reading);
      round.Arrived();
    });
  }
}

// Until every first reading that gets a second is `gap` old.
void AwaitGap(const BootClock& boot, const std::vector<SpotCheck>& checks, Duration gap) {
  std::optional<Duration> latest;
  for (const SpotCheck& check : checks) {
    if (check.needs_second())
      latest = std::max(latest.value_or(Duration{}), check.first->sample->uptime);
  }
  if (latest) std::this_thread::sleep_for(*latest + gap - boot.Now().uptime);
}

CheckResult ResultOfSpotCheck(const SpotCheck& check, Timestamp now) {
  const PreparedRun& run = *check.run;
  if (run.refused) return NotReadResult(run, *run.refused, {*run.refused, now, Duration::zero()});
  const TimedReading& newest = check.second ? *check.second : *check.first;
  if (!newest.sample) return NotReadResult(run, newest.sample.error(), newest);
  Window window;
  window.short_window = true;
  window.samples.push_back(*check.first->sample);
  if (check.second) window.samples.push_back(*newest.sample);
  return JudgedResult(run, window, {}, newest);
}

}  // namespace

std::vector<CheckResult> CheckExecutor::ExecuteTwice(std::span<const Assignment> assignments,
                                                     Duration gap) {
  std::vector<SpotCheck> checks;
  for (const Assignment& assignment : assignments) {
    checks.push_back({PrepareRun(parts_.checks, assignment), {}, {}});
  }
  Round twice;
  Round once;
  Submit(parts_, checks, &SpotCheck::needs_two, &SpotCheck::first, twice);
  Submit(parts_, checks, &SpotCheck::needs_one, &SpotCheck::first, once);
  twice.Wait();
  AwaitGap(parts_.boot, checks, gap);
  Submit(parts_, checks, &SpotCheck::needs_second, &SpotCheck::second, twice);
  twice.Wait();
  once.Wait();
  std::vector<CheckResult> results;
  for (const SpotCheck& check : checks) {
    results.push_back(ResultOfSpotCheck(check, parts_.world.clock.Now()));
  }
  return results;
}

}  // namespace xunjian
