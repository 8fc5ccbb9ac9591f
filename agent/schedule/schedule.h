#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <queue>
#include <string>
#include <unordered_map>
#include <vector>

#include "agent/schedule/suspicion.h"
#include "base/time.h"
#include "checks/api/assignment.h"

namespace xunjian {

struct ScheduleOptions {
  Duration quantum = std::chrono::milliseconds(10);    // due times are rounded up to it
  Duration first_spread = std::chrono::seconds(10);    // of the first set after a start
  Duration newcomer_spread = std::chrono::seconds(2);  // of what a later set adds
  std::size_t concurrency = 4;                         // runs under way at once
};

// One run to start now. `assignment` is valid until its Finished().
struct Firing {
  std::uint64_t run_id = 0;  // unique in the life of the schedule
  const Assignment* assignment = nullptr;
};

// When which assignment runs. One heap of due times; an assignment never runs twice at once; at
// most `concurrency` run together, the others wait in order of their due times. Runs that were
// missed (a suspended machine, an overloaded runner) are not made up for: the next one keeps the
// phase. Pure: time is an argument, and only steady time, so no clock jump can stall it. Not
// thread-safe.
class Schedule {
 public:
  // `agent_id` makes the phases of equal assignments differ between hosts, and stay over restarts.
  explicit Schedule(std::string agent_id, ScheduleOptions options = {});
  ~Schedule();

  // Assignments equal to before keep phase and suspicion; changed and new ones run soon; a run
  // under way of a removed one goes on to its Finished().
  void Replace(const AssignmentSet& set, SteadyTime now);

  // The runs to start, oldest due time first.
  std::vector<Firing> Due(SteadyTime now);

  // The end of a run. A suspect (see Suspicion) is due again after its retry_interval. An unknown
  // run_id is ignored.
  void Finished(std::uint64_t run_id, const Condition& condition, SteadyTime now);

  // Starts these at the next Due(), before others, also when they are running now (then once more
  // afterwards). Returns the ids that are not assigned.
  std::vector<std::string> RunNow(const std::vector<std::string>& assignment_ids);

  // When to call Due() next, unless a Finished() comes first; nothing: never by itself. It may lie
  // in the past (at once).
  std::optional<SteadyTime> NextDue() const;

  std::size_t running() const { return runs_.size(); }
  std::size_t waiting() const { return ready_.size(); }  // due, as of the last Due()
  std::size_t assigned() const { return by_id_.size(); }

 private:
  struct Entry;
  using Tick = std::int64_t;  // quanta of steady time
  struct HeapNode {
    Tick tick = 0;
    std::weak_ptr<Entry> entry;
    std::uint64_t generation = 0;  // a node of an older generation is void
    bool operator>(const HeapNode& other) const { return tick > other.tick; }
  };
  struct Running {
    std::shared_ptr<Entry> entry;
    std::shared_ptr<const Assignment> assignment;  // as it was at the start
  };

  void Arm(const std::shared_ptr<Entry>& entry, SteadyTime due);
  void Take(const Assignment& assignment, SteadyTime now, Duration spread);
  std::shared_ptr<Entry> FindOrRevive(const std::string& id) const;
  void CollectDue(SteadyTime now);
  void StepPhase(Entry& entry, SteadyTime now) const;
  Firing Fire(const std::shared_ptr<Entry>& entry);

  std::string agent_id_;
  ScheduleOptions options_;
  bool started_ = false;
  std::uint64_t last_run_id_ = 0;
  std::unordered_map<std::string, std::shared_ptr<Entry>> by_id_;
  std::unordered_map<std::uint64_t, Running> runs_;
  std::priority_queue<HeapNode, std::vector<HeapNode>, std::greater<>> heap_;
  std::deque<std::shared_ptr<Entry>> ready_;
};

}  // namespace xunjian
