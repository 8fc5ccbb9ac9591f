#include "agent/runner/prepared_run.h"

#include <utility>

#include "checks/api/detail.h"
#include "checks/api/reasons.h"
#include "checks/api/ruler.h"
#include "proto/convert/clean_result.h"

namespace xunjian {
namespace {

std::optional<NotRead> ParameterProblem(const CheckType& type, const Parameters& parameters) {
  if (Result<void> checked = CheckParameters(parameters, type.parameters); !checked) {
    NotRead refused{Outcome::kUnknown, std::string(reason::kBadParameters), {}};
    AddDetail(checked.error().message(), refused.arguments);
    return refused;
  }
  for (const ParameterSpec& spec : type.parameters) {
    if (spec.required && !parameters.Has(spec.name)) {
      return NotRead{Outcome::kNotApplicable,
                     std::string(reason::kNoTarget),
                     {{"parameter", std::string(spec.name)}}};
    }
  }
  return std::nullopt;
}

const Baseline* BaselineOf(const Assignment& assignment) {
  return assignment.baseline ? &*assignment.baseline : nullptr;
}

CheckResult Finish(const PreparedRun& run, CheckResult result) {
  result.assignment = run.assignment.id;
  if (run.type != nullptr) result.ruler = RulerOf(*run.type, run.assignment);
  return CleanResult(std::move(result));
}

}  // namespace

std::shared_ptr<const PreparedRun> PrepareRun(const CheckLookup& checks,
                                              const Assignment& assignment) {
  auto run = std::make_shared<PreparedRun>();
  run->assignment = assignment;
  run->type = checks.check(assignment.check);
  run->read = checks.read(assignment.check);
  if (run->type == nullptr || run->read == nullptr) {
    run->refused = NotRead{
        Outcome::kUnknown, std::string(reason::kUnknownCheck), {{"check", assignment.check}}};
  } else {
    run->refused = ParameterProblem(*run->type, assignment.parameters);
  }
  return run;
}

void SubmitReading(const CheckExecutor::Parts& parts, std::shared_ptr<const PreparedRun> run,
                   std::function<void(TimedReading)> done) {
  struct Moment {
    Timestamp at;
    BootMoment boot;
    SteadyTime started;
  };
  const auto now = [clock = &parts.world.clock, boot = &parts.boot] {
    return Moment{clock->Now(), boot->Now(), clock->Steady()};
  };
  const Moment submitted = now();
  // Written by the worker before it reads, looked at only when that very read comes back.
  auto taken = std::make_shared<Moment>();
  ReadPool::Read read = [world = &parts.world, run, now, taken] {
    *taken = now();
    ReadContext context = *world;
    context.timeout = run->assignment.timeout;
    context.baseline = BaselineOf(run->assignment);
    return run->read(context, run->assignment.parameters);
  };
  ReadPool::Answer answer = [clock = &parts.world.clock, submitted, taken,
                             done = std::move(done)](Reading reading) {
    if (!reading) {
      const Duration duration = clock->Steady() - submitted.started;
      return done({std::move(reading).error(), submitted.at, duration});
    }
    const Duration duration = clock->Steady() - taken->started;
    done({Sample{taken->at, taken->boot.uptime, taken->boot.boot_id, *std::move(reading)},
          taken->at, duration});
  };
  parts.pool.Submit(std::move(read), run->assignment.timeout, std::move(answer));
}

CheckResult JudgedResult(const PreparedRun& run, const Window& window,
                         const RunHistory::Outcomes& previous, const TimedReading& reading) {
  const Assignment& assignment = run.assignment;
  const JudgeInput input{window, previous, assignment.parameters, assignment.thresholds,
                         BaselineOf(assignment)};
  return Finish(run, ResultOf(run.type->id, window.newest().observation, run.type->judge(input),
                              reading.at, reading.duration));
}

CheckResult NotReadResult(const PreparedRun& run, const NotRead& not_read,
                          const TimedReading& reading) {
  return Finish(run, ResultOf(run.assignment.check, not_read, reading.at, reading.duration));
}

}  // namespace xunjian
