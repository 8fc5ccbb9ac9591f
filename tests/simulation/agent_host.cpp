#include "tests/simulation/agent_host.h"

#include <array>
#include <utility>

#include "tests/support/collector_fixture.h"

namespace xunjian::sim {
namespace {

constexpr std::array kAssignments = {kLoad, kProbe};
constexpr std::array kFound = {Outcome::kOk,      Outcome::kOk,           Outcome::kOk,
                               Outcome::kWarning, Outcome::kCritical,     Outcome::kCritical,
                               Outcome::kUnknown, Outcome::kNotApplicable};

Duration Scaled(Duration time, double factor) {
  return std::chrono::duration_cast<Duration>(time * factor);
}

}  // namespace

AgentHost::AgentHost(std::string name, Nature nature, Network& network, Trace& trace, Chance chance)
    : name_(std::move(name)),
      id_("agent-" + name_),
      nature_(nature),
      network_(network),
      trace_(trace),
      chance_(chance),
      disk_(chance_.Fork()),
      storage_(disk_) {}

void AgentHost::Pass(Duration time) { clock_.Advance(Scaled(time, nature_.drift)); }

void AgentHost::Step(SteadyTime now, bool produces) {
  if (!process_ && now >= start_at_) Start(now);
  if (!process_) return;
  const bool lives = process_->Step(now);
  if (produces && lives && !disk_.dead() && now >= next_result_) {
    next_result_ = now + Scaled(nature_.pace, 0.5 + chance_.Fraction());
    CheckResult result = RunCheck();
    process_->Produce(std::move(result), chance_.OneIn(8));
  }
  if (disk_.dead()) {
    trace_.Note("{} is killed in the middle of a write", id_);
    Bury(now, chance_.Between(std::chrono::milliseconds(10), std::chrono::milliseconds(5000)));
  } else if (!lives) {
    ledger_.PowerCut();  // a failed sync: the kernel may have forgotten
    Bury(now, std::chrono::milliseconds(100));
  }
}

void AgentHost::Start(SteadyTime now) {
  disk_.Revive();
  const AgentProcess::Parts parts{
      id_, disk_, storage_, clock_, nature_.spool, network_, ledger_, trace_, assignments_version_};
  process_ = AgentProcess::Start(parts, chance_.Fork());
  if (!process_) start_at_ = now + std::chrono::seconds(1);
}

void AgentHost::Bury(SteadyTime now, Duration away) {
  disk_.Kill();
  process_.reset();
  network_.AgentGone(id_, false, now);
  start_at_ = now + away;
}

void AgentHost::Kill(SteadyTime now, Duration away) {
  trace_.Note("{} is killed", id_);
  Bury(now, away);
}

void AgentHost::CutPower(SteadyTime now, Duration away) {
  trace_.Note("{} loses its power", id_);
  disk_.Kill();
  process_.reset();
  disk_.CutPower();
  ledger_.PowerCut();
  network_.AgentGone(id_, true, now);
  start_at_ = now + away;
}

// As a snapshot of the machine, which has what the page cache had.
void AgentHost::CopyDisk() {
  trace_.Note("the disk of {} is copied", id_);
  copy_ = Copy{disk_.Copy(), ledger_.Now()};
}

void AgentHost::RestoreDisk(SteadyTime now) {
  if (!copy_) return;
  trace_.Note("{} goes on with the copy of its disk", id_);
  Bury(now, std::chrono::seconds(1));
  disk_.Restore(copy_->disk);
  ledger_.RestoredTo(copy_->mark);
}

// What is troubled stays so for a while; items come and go.
CheckResult AgentHost::RunCheck() {
  const std::size_t which = chance_.Below(kAssignments.size());
  if (chance_.OneIn(6)) outcomes_[which] = kFound[chance_.Below(kFound.size())];
  if (chance_.OneIn(10)) items_[which] = chance_.Between(1, 3);
  CheckResult result = ResultWith(0, kAssignments[which], outcomes_[which], clock_.Now()).result;
  for (std::size_t i = 1; i < items_[which]; ++i) {
    ItemResult item = result.items.front();
    item.observed.item = "item" + std::to_string(i);
    if (chance_.OneIn(2)) item.outcome = Outcome::kOk;
    result.items.push_back(std::move(item));
  }
  return result;
}

}  // namespace xunjian::sim
