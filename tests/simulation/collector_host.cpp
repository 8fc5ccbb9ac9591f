#include "tests/simulation/collector_host.h"

#include "tests/support/collector_fixture.h"

namespace xunjian::sim {

// SQLite gets a path that is not there but for its lock; results and rows are on the one disk.
CollectorHost::CollectorHost(const TempFolder& folder, Network& network, Trace& trace,
                             Chance chance)
    : database_(folder / "collector.db"),
      network_(network),
      trace_(trace),
      chance_(chance),
      disk_(chance_.Fork()),
      storage_(disk_),
      vfs_(disk_, "simulated-disk") {}

void CollectorHost::SetUp(
    const std::vector<std::pair<std::string, std::string>>& hosts_and_agents) {
  Start(SteadyTime{});
  bool ready = process_ && process_->ApplyPolicy(kFakePolicyText);
  for (const auto& [host, agent] : hosts_and_agents) ready = ready && process_->Enrol(host, agent);
  Demand(ready, "a collector on a good disk can be set up");
}

void CollectorHost::Pass(Duration time) { clock_.Advance(time); }

void CollectorHost::Step(SteadyTime now) {
  if (!process_ && now >= start_at_) Start(now);
  if (!process_) return;
  const bool tick = clock_.Steady() >= next_tick_;
  if (tick) next_tick_ = clock_.Steady() + std::chrono::seconds(1);
  const bool lives = process_->Step(now, tick);
  if (lives && !disk_.dead()) return;
  if (disk_.dead()) trace_.Note("the collector is killed in the middle of a write");
  Bury(now, false, chance_.Between(std::chrono::milliseconds(10), std::chrono::milliseconds(5000)));
}

void CollectorHost::Start(SteadyTime now) {
  disk_.Revive();
  vfs_.ForgetShared();
  process_ = CollectorProcess::Start({storage_, database_, vfs_.name(), clock_, network_, trace_});
  if (process_) {
    ++lives_;
    network_.CollectorBack();
  } else {
    start_at_ = now + std::chrono::seconds(1);
  }
}

void CollectorHost::Bury(SteadyTime now, bool silently, Duration away) {
  disk_.Kill();
  process_.reset();
  network_.CollectorGone(silently, now);
  start_at_ = now + away;
}

void CollectorHost::Kill(SteadyTime now, Duration away) {
  trace_.Note("the collector is killed");
  Bury(now, false, away);
}

void CollectorHost::CutPower(SteadyTime now, Duration away) {
  trace_.Note("the collector loses its power");
  Bury(now, true, away);
  disk_.CutPower();
}

// A backup is made of a collector at rest: the database first and then the folder (decision 0008),
// here at one moment.
void CollectorHost::BackUp(SteadyTime) {
  if (!process_) return;
  trace_.Note("the collector is backed up");
  backup_ = disk_.Copy();
}

void CollectorHost::RestoreBackup(SteadyTime now) {
  if (!backup_) return;
  trace_.Note("the collector goes on with its backup");
  Bury(now, false, std::chrono::seconds(1));
  disk_.Restore(*backup_);
  ever_restored_ = true;
}

}  // namespace xunjian::sim
