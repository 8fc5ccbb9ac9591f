#pragma once

#include <memory>
#include <optional>
#include <string>

#include "tests/simulation/collector_process.h"
#include "tests/simulation/disk_storage.h"
#include "tests/simulation/disk_vfs.h"
#include "tests/support/manual_clock.h"
#include "tests/support/temp_folder.h"

namespace xunjian::sim {

// A machine with the collector: a disk, a clock, and a process that is there or not.
class CollectorHost {
 public:
  CollectorHost(const TempFolder& folder, Network& network, Trace& trace, Chance chance);

  // Hosts and policy, before anything goes wrong.
  void SetUp(const std::vector<std::pair<std::string, std::string>>& hosts_and_agents);

  void Pass(Duration time);
  void Step(SteadyTime now);

  void Kill(SteadyTime now, Duration away);
  void CutPower(SteadyTime now, Duration away);
  void KillAtChange(std::uint64_t change) { disk_.KillAt(change); }
  void FailAtChange(std::uint64_t change) { disk_.FailAt(change); }
  void JumpClock(Duration step) { clock_.JumpWallClock(step); }
  void BackUp(SteadyTime now);
  void RestoreBackup(SteadyTime now);  // nothing without one

  CollectorProcess* process() const { return process_.get(); }  // null: none runs
  std::uint64_t lives() const { return lives_; }
  bool ever_restored() const { return ever_restored_; }

 private:
  void Start(SteadyTime now);
  void Bury(SteadyTime now, bool silently, Duration away);

  const std::string database_;
  Network& network_;
  Trace& trace_;
  Chance chance_;
  Disk disk_;
  DiskStorage storage_;
  DiskVfs vfs_;
  ManualClock clock_;
  std::optional<Disk::Image> backup_;
  std::unique_ptr<CollectorProcess> process_;
  std::uint64_t lives_ = 0;
  SteadyTime start_at_{};
  SteadyTime next_tick_{};
  bool ever_restored_ = false;
};

}  // namespace xunjian::sim
