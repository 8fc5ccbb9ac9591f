#pragma once

#include <functional>
#include <map>
#include <vector>

#include "collector/replay/replay.h"

namespace xunjian {

using OnDifference = std::function<void(ReplayDifference difference)>;

// Holds what is decided of incidents, line by line, against the lines that are stored. One that is
// missing does not shift those behind it.
class TimelineCheck {
 public:
  // `stored` outlives it.
  TimelineCheck(const std::vector<RecordedIncident>& stored, OnDifference differs);

  // Before the lines of a commit: where lines of this time belong.
  void Begin(Timestamp decided_at, std::uint64_t commit);
  // A line that was decided.
  void Take(const ReplayPlace& place, const TimelineEntry& line);
  // The lines that never came.
  void End();

 private:
  struct Lines {
    const std::vector<TimelineEntry>* stored = nullptr;  // null: there is no such incident
    std::size_t next = 0;
  };

  void MissUntil(std::uint64_t incident, Lines& lines, std::size_t end);

  const OnDifference differs_;
  std::map<std::uint64_t, Lines> incidents_;
  std::map<Timestamp, std::uint64_t> commits_;  // by the times of stored lines; 0: not met
};

}  // namespace xunjian
