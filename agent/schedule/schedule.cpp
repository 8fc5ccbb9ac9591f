#include "agent/schedule/schedule.h"

#include <algorithm>
#include <unordered_set>

#include "agent/schedule/phase.h"

namespace xunjian {

struct Schedule::Entry {
  std::shared_ptr<const Assignment> assignment;
  SteadyTime next_regular{};     // the phase; meaningless when on demand
  std::uint64_t generation = 0;  // of its valid heap node
  bool first_run = true;
  bool assigned = true;
  bool queued = false;
  bool running = false;
  bool again = false;  // wanted once more after the run under way
  Suspicion suspicion;

  bool periodic() const { return assigned && assignment->interval > Duration::zero(); }
};

Schedule::Schedule(std::string agent_id, ScheduleOptions options)
    : agent_id_(std::move(agent_id)), options_(options) {}

Schedule::~Schedule() = default;

void Schedule::Replace(const AssignmentSet& set, SteadyTime now) {
  const Duration spread = started_ ? options_.newcomer_spread : options_.first_spread;
  started_ = true;
  std::unordered_set<std::string> kept;
  for (const Assignment& assignment : set.assignments) kept.insert(assignment.id);
  std::erase_if(by_id_, [&](const auto& named) {
    if (kept.contains(named.first)) return false;
    named.second->assigned = false;
    return true;
  });
  for (const Assignment& assignment : set.assignments) Take(assignment, now, spread);
}

void Schedule::Take(const Assignment& assignment, SteadyTime now, Duration spread) {
  std::shared_ptr<Entry> entry = FindOrRevive(assignment.id);
  if (entry->assigned && entry->assignment && *entry->assignment == assignment) return;
  entry->assignment = std::make_shared<const Assignment>(assignment);
  entry->assigned = true;
  entry->first_run = true;
  entry->again = entry->running && entry->periodic();
  by_id_[assignment.id] = entry;
  if (!entry->periodic()) return;
  entry->next_regular =
      now + PhaseOf(agent_id_, assignment.id, std::min(spread, assignment.interval));
  Arm(entry, entry->next_regular);
}

std::shared_ptr<Schedule::Entry> Schedule::FindOrRevive(const std::string& id) const {
  if (const auto found = by_id_.find(id); found != by_id_.end()) return found->second;
  // Removed and assigned again while its run is under way: still one thing, never run twice at
  // once.
  for (const auto& [run_id, run] : runs_) {
    if (run.entry->assignment->id == id) return run.entry;
  }
  return std::make_shared<Entry>();
}

void Schedule::Arm(const std::shared_ptr<Entry>& entry, SteadyTime due) {
  const auto quantum = options_.quantum.count();
  const Tick tick = (due.time_since_epoch().count() + quantum - 1) / quantum;
  heap_.push({tick, entry, ++entry->generation});
}

std::vector<Firing> Schedule::Due(SteadyTime now) {
  CollectDue(now);
  std::vector<Firing> firings;
  while (!ready_.empty() && runs_.size() < options_.concurrency) {
    const std::shared_ptr<Entry> entry = std::move(ready_.front());
    ready_.pop_front();
    entry->queued = false;
    if (entry->assigned) firings.push_back(Fire(entry));
  }
  return firings;
}

void Schedule::CollectDue(SteadyTime now) {
  const Tick tick = now.time_since_epoch().count() / options_.quantum.count();
  while (!heap_.empty() && heap_.top().tick <= tick) {
    const std::shared_ptr<Entry> entry = heap_.top().entry.lock();
    const std::uint64_t generation = heap_.top().generation;
    heap_.pop();
    if (!entry || entry->generation != generation || !entry->periodic()) continue;
    StepPhase(*entry, now);
    Arm(entry, entry->next_regular);
    if (entry->running || entry->queued) continue;
    entry->queued = true;
    ready_.push_back(entry);
  }
}

void Schedule::StepPhase(Entry& entry, SteadyTime now) const {
  if (entry.next_regular > now) return;  // it was a re-check
  const Duration interval = entry.assignment->interval;
  if (entry.first_run) {
    // The first runs come soon and therefore close together; the second ones spread.
    entry.first_run = false;
    const Duration half = interval / 2;
    entry.next_regular += interval - PhaseOf(agent_id_, entry.assignment->id, half, 'b');
  }
  if (entry.next_regular > now) return;
  entry.next_regular += interval * ((now - entry.next_regular) / interval + 1);
}

Firing Schedule::Fire(const std::shared_ptr<Entry>& entry) {
  entry->running = true;
  entry->again = false;
  const std::uint64_t run_id = ++last_run_id_;
  runs_[run_id] = {entry, entry->assignment};
  return {run_id, entry->assignment.get()};
}

void Schedule::Finished(std::uint64_t run_id, const Condition& condition, SteadyTime now) {
  const auto found = runs_.find(run_id);
  if (found == runs_.end()) return;
  const std::shared_ptr<Entry> entry = found->second.entry;
  runs_.erase(found);
  entry->running = false;
  const bool suspect = entry->suspicion.Note(condition, entry->assignment->attempts);
  if (!entry->assigned) return;
  if (entry->again && !entry->queued) {
    entry->queued = true;
    ready_.push_back(entry);
    return;
  }
  const SteadyTime recheck = now + entry->assignment->retry_interval;
  if (suspect && entry->periodic() && recheck < entry->next_regular) Arm(entry, recheck);
}

std::vector<std::string> Schedule::RunNow(const std::vector<std::string>& assignment_ids) {
  std::vector<std::string> unknown;
  std::deque<std::shared_ptr<Entry>> first;
  for (const std::string& id : assignment_ids) {
    const auto found = by_id_.find(id);
    if (found == by_id_.end()) {
      unknown.push_back(id);
    } else if (found->second->running) {
      found->second->again = true;
    } else if (!found->second->queued) {
      found->second->queued = true;
      first.push_back(found->second);
    }
  }
  ready_.insert(ready_.begin(), first.begin(), first.end());
  return unknown;
}

std::optional<SteadyTime> Schedule::NextDue() const {
  if (!ready_.empty() && runs_.size() < options_.concurrency) return SteadyTime::min();
  if (heap_.empty()) return std::nullopt;
  return SteadyTime(options_.quantum * heap_.top().tick);
}

}  // namespace xunjian
