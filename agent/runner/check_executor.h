#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "agent/runner/check_lookup.h"
#include "agent/runner/read_pool.h"
#include "agent/runner/run_history.h"
#include "checks/api/assignment.h"
#include "checks/api/check_result.h"
#include "checks/engine/read_context.h"

namespace xunjian {

// Executes assignments: finds the check, checks its parameters, reads on the pool, remembers, judges,
// stamps the ruler, and cleans every text, so that the result breaks no limit of the collector. It
// always gives a result: an unknown check, a wrong parameter, a hang are results that say so.
// Thread-safe. `world.timeout` is replaced by the assignment's.
//
//   ReadPool pool;
//   RunHistory history;
//   CheckExecutor executor({world, BuiltInChecks(), pool, history});
//   std::vector<CheckResult> results = executor.ExecuteTwice(assignments);   // xunjian inspect
class CheckExecutor {
 public:
  struct Parts {
    const ReadContext& world;
    CheckLookup checks;
    ReadPool& pool;
    RunHistory& history;
  };
  using Done = std::function<void(CheckResult)>;  // on any thread

  explicit CheckExecutor(Parts parts);  // what the parts refer to outlives all runs

  // One run with the assignment's history.
  void Execute(const Assignment& assignment, Done done);

  // A spot check without history: every assignment is read at once, and those whose check needs a
  // history once more, together, `gap` after the first readings began; their windows are short ones.
  // Results in the order of the assignments; blocks until all are there.
  std::vector<CheckResult> ExecuteTwice(std::span<const Assignment> assignments,
                                        Duration gap = std::chrono::milliseconds(1050));

 private:
  Parts parts_;
};

}  // namespace xunjian
