#include "agent/runner/check_executor.h"

#include <utility>

#include "agent/runner/prepared_run.h"

namespace xunjian {
namespace {

RunHistory::Outcomes OutcomesOf(const CheckResult& result) {
  RunHistory::Outcomes outcomes;
  for (const ItemResult& item : result.items) outcomes[item.observed.item] = item.outcome;
  return outcomes;
}

CheckResult JudgeWithHistory(const PreparedRun& run, RunHistory& history,
                             const TimedReading& reading) {
  if (!reading.sample) return NotReadResult(run, reading.sample.error(), reading);
  const RunHistory::Past past = history.Add(run.assignment.id, *reading.sample);
  CheckResult result = JudgedResult(run, past.window, past.outcomes, reading);
  history.SetOutcomes(run.assignment.id, OutcomesOf(result));
  return result;
}

}  // namespace

CheckExecutor::CheckExecutor(Parts parts) : parts_(std::move(parts)) {}

void CheckExecutor::Execute(const Assignment& assignment, Done done) {
  const std::shared_ptr<const PreparedRun> run = PrepareRun(parts_.checks, assignment);
  if (run->refused) {
    return done(NotReadResult(*run, *run->refused,
                              {*run->refused, parts_.world.clock.Now(), Duration::zero()}));
  }
  SubmitReading(parts_, run,
                [run, history = &parts_.history, done = std::move(done)](TimedReading reading) {
                  done(JudgeWithHistory(*run, *history, reading));
                });
}

}  // namespace xunjian
