#include "agent/app/check_loop.h"

#include <algorithm>
#include <set>
#include <utility>

namespace xunjian {
CheckLoop::CheckLoop(boost::asio::io_context& io, const std::string& agent_id,
                     std::string runner_socket, OnResult on_result, const Clock& clock,
                     Logger& logger)
    : clock_(clock),
      logger_(logger),
      on_result_(std::move(on_result)),
      schedule_(agent_id),
      timer_(io),
      runner_(
          io, std::move(runner_socket), {}, [this](RunReply reply) { Finish(std::move(reply)); },
          clock, logger) {}

void CheckLoop::Replace(const AssignmentSet& set) {
  schedule_.Replace(set, clock_.Steady());
  std::set<std::string> kept;
  for (const Assignment& assignment : set.assignments) kept.insert(assignment.id);
  std::erase_if(conditions_, [&](const auto& named) { return !kept.contains(named.first); });
  logger_.Info("assignments in force",
               {{"version", set.version}, {"assignments", set.assignments.size()}});
  Pump();
}

void CheckLoop::RunNow(const std::vector<std::string>& assignment_ids) {
  for (const std::string& id : schedule_.RunNow(assignment_ids)) {
    logger_.Warning("asked to run what is not assigned", {{"assignment", id}});
  }
  Pump();
}

CheckFigures CheckLoop::figures() const {
  return {.runner = runner_.connected(),
          .runner_losses = runner_.losses(),
          .assigned = schedule_.assigned(),
          .running = schedule_.running(),
          .waiting = schedule_.waiting(),
          .finished = runs_finished_};
}

void CheckLoop::Pump() {
  for (const Firing& firing : schedule_.Due(clock_.Steady())) {
    under_way_[firing.run_id] = {firing.assignment->id, firing.assignment->check};
    runner_.Run({firing.run_id, *firing.assignment});
  }
  Arm();
}

void CheckLoop::Arm() {
  const std::optional<SteadyTime> due = schedule_.NextDue();
  if (!due) {
    timer_.cancel();
    return;
  }
  timer_.expires_after(clock_.Nap(std::max(Duration::zero(), *due - clock_.Steady())));
  timer_.async_wait([this](boost::system::error_code error) {
    if (!error) Pump();
  });
}

void CheckLoop::Finish(RunReply reply) {
  const auto run = under_way_.find(reply.run_id);
  if (run == under_way_.end()) return;
  // By our own book, not by the runner's word.
  reply.result.assignment = std::move(run->second.assignment);
  reply.result.check = std::move(run->second.check);
  under_way_.erase(run);
  ++runs_finished_;
  const Condition condition = ConditionOf(reply.result);
  const auto [known, first] = conditions_.try_emplace(reply.result.assignment, condition);
  const bool changed = first || std::exchange(known->second, condition) != condition;
  schedule_.Finished(reply.run_id, condition, clock_.Steady());
  on_result_(std::move(reply.result), changed);
  Pump();
}

}  // namespace xunjian
