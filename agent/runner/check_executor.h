#pragma once

#include <functional>
#include <span>
#include <vector>

#include "agent/runner/boot_clock.h"
#include "agent/runner/check_lookup.h"
#include "agent/runner/read_pool.h"
#include "agent/runner/run_history.h"
#include "checks/api/assignment.h"
#include "checks/api/check_result.h"
#include "checks/engine/read_context.h"

namespace xunjian {

// Executes assignments: finds the check, checks its parameters, reads on the pool, remembers,
// judges, stamps the ruler, and cleans the result so that it breaks no limit of the wire. It always
// gives a result: an unknown check, a wrong parameter, a hang are results that say so. Thread-safe.
//
//   ReadPool pool;
//   RunHistory history;
//   CheckExecutor executor({world, boot_clock, BuiltInChecks(), pool, history});
//   std::vector<CheckResult> results = executor.ExecuteTwice(assignments);   // xunjian inspect
class CheckExecutor {
 public:
  // What is referred to outlives all runs. `world.timeout` is replaced by the assignment's.
  struct Parts {
    const ReadContext& world;
    const BootClock& boot;
    CheckLookup checks;
    ReadPool& pool;
    RunHistory& history;
  };
  using Done = std::function<void(CheckResult)>;  // on any thread; must not block

  explicit CheckExecutor(Parts parts);

  // One run with the assignment's history.
  void Execute(const Assignment& assignment, Done done);

  // A spot check without history: every assignment is read at once, and those whose check needs a
  // history once more, together, `gap` after the first readings began; their windows are short
  // ones. Results in the order of the assignments; blocks until all are there.
  std::vector<CheckResult> ExecuteTwice(std::span<const Assignment> assignments,
                                        Duration gap = std::chrono::milliseconds(1050));

 private:
  Parts parts_;
};

}  // namespace xunjian
