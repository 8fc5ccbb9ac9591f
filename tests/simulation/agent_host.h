#pragma once

#include <memory>
#include <optional>
#include <string>

#include "tests/simulation/agent_process.h"
#include "tests/simulation/disk_storage.h"
#include "tests/support/manual_clock.h"

namespace xunjian::sim {

// A machine with an agent: a disk, a clock, checks that find something, and a process that is there
// or not.
class AgentHost {
 public:
  struct Nature {
    SpoolOptions spool;
    Duration pace{};     // between two results
    double drift = 1.0;  // how fast its steady clock goes
  };

  AgentHost(std::string name, Nature nature, Network& network, Trace& trace, Chance chance);

  void Pass(Duration time);
  void Step(SteadyTime now, bool produces);

  // Its end; it is back after `away`.
  void Kill(SteadyTime now, Duration away);
  void CutPower(SteadyTime now, Duration away);
  void KillAtChange(std::uint64_t change) { disk_.KillAt(change); }
  void FailAtChange(std::uint64_t change) { disk_.FailAt(change); }
  void SetRoom(std::uint64_t bytes) { disk_.SetRoom(bytes); }
  void JumpClock(Duration step) { clock_.JumpWallClock(step); }
  void CopyDisk();
  void RestoreDisk(SteadyTime now);  // to the copy; nothing without one

  const std::string& id() const { return id_; }  // of its agent
  const std::string& name() const { return name_; }
  const Ledger& ledger() const { return ledger_; }
  const AgentProcess* process() const { return process_.get(); }  // null: none runs

 private:
  struct Copy {
    Disk::Image disk;
    Ledger::Mark mark;
  };

  void Start(SteadyTime now);
  void Bury(SteadyTime now, Duration away);
  CheckResult RunCheck();

  const std::string name_;
  const std::string id_;
  const Nature nature_;
  Network& network_;
  Trace& trace_;
  Chance chance_;
  Disk disk_;
  DiskStorage storage_;
  ManualClock clock_;
  Ledger ledger_;
  std::string assignments_version_;
  std::optional<Copy> copy_;
  std::unique_ptr<AgentProcess> process_;
  SteadyTime start_at_{};  // of the next process, in the world's time
  SteadyTime next_result_{};
  Outcome outcomes_[2] = {Outcome::kOk, Outcome::kOk};  // of its checks
  std::size_t items_[2] = {1, 1};
};

}  // namespace xunjian::sim
