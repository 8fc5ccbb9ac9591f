#include <fmt/format.h>

#include <chrono>
#include <vector>

#include "agent/schedule/schedule.h"

// CPU of one firing of the schedule (due, started, finished, armed again): a thousand assignments
// of one second over ten simulated minutes.
int main() {
  using namespace std::chrono_literals;
  xunjian::AssignmentSet set;
  for (int i = 0; i < 1000; ++i) {
    xunjian::Assignment assignment;
    assignment.id = fmt::format("rule/check{}", i);
    assignment.check = "host.perf.load";
    assignment.interval = 1s;
    set.assignments.push_back(assignment);
  }
  xunjian::Schedule schedule("bench", {.concurrency = 64});
  xunjian::SteadyTime now{1h};
  schedule.Replace(set, now);

  std::size_t firings = 0;
  const auto before = std::chrono::steady_clock::now();
  for (const xunjian::SteadyTime end = now + 10min; now < end; now += 10ms) {
    for (;;) {
      const std::vector<xunjian::Firing> due = schedule.Due(now);
      if (due.empty()) break;
      for (const xunjian::Firing& firing : due) {
        schedule.Finished(firing.run_id, {.good = true}, now);
      }
      firings += due.size();
    }
  }
  const std::chrono::duration<double, std::nano> spent = std::chrono::steady_clock::now() - before;
  fmt::print("schedule.ns_per_firing {:.0f} ns\n", spent.count() / static_cast<double>(firings));
}
