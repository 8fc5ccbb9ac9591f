#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "agent/link/runner_client.h"
#include "agent/schedule/schedule.h"
#include "base/clock.h"
#include "base/log.h"

namespace xunjian {

struct CheckFigures {
  bool runner = false;  // it is there
  std::uint64_t runner_losses = 0;
  std::uint64_t assigned = 0;
  std::uint64_t running = 0;
  std::uint64_t waiting = 0;  // due, and kept waiting by those that run
  std::uint64_t finished = 0;
};

// Runs what is assigned when it is due: the schedule and the runner's client on one timer. Lives on
// `io` and its thread.
class CheckLoop {
 public:
  // `changed`: the condition differs from the one of the assignment's run before.
  using OnResult = std::function<void(CheckResult result, bool changed)>;

  // `clock` and `logger` outlive the loop.
  CheckLoop(boost::asio::io_context& io, const std::string& agent_id, std::string runner_socket,
            OnResult on_result, const Clock& clock, Logger& logger);

  void Replace(const AssignmentSet& set);
  void RunNow(const std::vector<std::string>& assignment_ids);
  std::uint64_t runs_finished() const { return runs_finished_; }
  CheckFigures figures() const;

 private:
  void Pump();
  void Arm();
  void Finish(RunReply reply);

  struct UnderWay {
    std::string assignment;
    std::string check;
  };

  const Clock& clock_;
  Logger& logger_;
  OnResult on_result_;
  Schedule schedule_;
  boost::asio::steady_timer timer_;
  RunnerClient runner_;
  std::unordered_map<std::uint64_t, UnderWay> under_way_;
  std::map<std::string, Condition> conditions_;  // by assignment
  std::uint64_t runs_finished_ = 0;
};

}  // namespace xunjian
