#pragma once

#include <functional>
#include <memory>
#include <string>

#include "agent/schedule/schedule.h"
#include "agent/spool/spool.h"
#include "agent/uplink/uplink_session.h"
#include "proto/columns/result_splitter.h"
#include "proto/columns/shape_pool.h"
#include "tests/scenario/scenario_collector.h"

namespace xunjian {

// An agent without sockets: the real schedule, spool and uplink session on a manual clock. The
// runner is a function, the wire a call; both can be cut.
class ScenarioAgent {
 public:
  using Runner = std::function<CheckResult(const Assignment&)>;

  ScenarioAgent(std::string agent_id, std::string spool_folder, ManualClock& clock,
                ScenarioCollector& collector, Runner runner, SpoolOptions spool_options = {});

  // Everything that is due now, at the agent and on the wire, until nothing moves any more.
  void Step();

  void CutLine();  // nothing gets through until...
  void RepairLine();
  void LoseAcks(bool lose) { lose_acks_ = lose; }  // the collector commits, the agent never hears
  void Stop() { stopped_ = true; }                 // hangs: no check runs, nothing is sent
  // As after kill -9; assignments are cached. `meanwhile` happens between the two lives.
  void Restart(const std::function<void()>& meanwhile = nullptr);

  std::uint64_t produced() const { return produced_; }
  std::uint64_t epoch() const { return spool_->lives().newest(); }
  std::uint64_t waiting() const { return spool_->waiting(); }

 private:
  void Boot();
  bool RunDue();
  bool Hear();
  void Perform(UplinkActions actions);
  void Perform(const UplinkAction& action);
  void Reconcile(const SeqRanges& received);
  void Connect();
  void Drop();

  const std::string agent_id_;
  const std::string spool_folder_;
  ManualClock& clock_;
  ScenarioCollector& collector_;
  Runner runner_;
  const SpoolOptions spool_options_;
  PosixStorage storage_;
  AssignmentSet assignments_;
  std::unique_ptr<Schedule> schedule_;
  std::unique_ptr<Spool> spool_;
  std::unique_ptr<UplinkSession> uplink_;
  ResultSplitter splitter_;
  ShapePool shapes_;
  BatchWriter batches_;
  SessionId stream_ = 0;
  bool line_up_ = true;
  bool lose_acks_ = false;
  bool stopped_ = false;
  std::uint64_t produced_ = 0;
};

}  // namespace xunjian
