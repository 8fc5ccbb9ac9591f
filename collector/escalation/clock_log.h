#pragma once

#include <optional>
#include <vector>

#include "collector/escalation/time_base.h"

namespace xunjian {

// A clock is the log of what happened to it, nothing else: what it has spent and when it is due
// follow from the log and from the goal of the moment, so that a changed goal finds every pause
// where it was. Events are in order of time: one that claims to be earlier than the last counts
// from the last one on, so that no time is ever negative.
class ClockLog {
 public:
  enum class Kind { kStart = 1, kPause = 2, kStop = 3 };
  struct Event {
    Kind kind = Kind::kStart;
    Timestamp at;
    friend bool operator==(const Event&, const Event&) = default;
  };

  ClockLog() = default;
  explicit ClockLog(const std::vector<Event>& events);  // as they were stored

  // What changes nothing leaves no event: a start while it runs, a pause while it does not, a
  // second stop. A start after a stop goes on where it ended (reopened).
  void Start(Timestamp at);
  void Pause(Timestamp at);
  void Stop(Timestamp at);

  bool IsRunning() const;
  bool IsStopped() const;
  const std::vector<Event>& events() const { return events_; }

  // Until `now`; what happened later does not count yet.
  Duration Spent(const TimeBase& base, Timestamp now) const;
  // The moment when `amount` was or will be spent, if nothing happens to the clock after its last
  // event; none while it does not run, or when that moment never comes.
  std::optional<Timestamp> DueAt(const TimeBase& base, Duration amount) const;

  friend bool operator==(const ClockLog&, const ClockLog&) = default;

 private:
  void Add(Kind kind, Timestamp at);

  std::vector<Event> events_;
};

// A share of a goal: 75 % of "4h" is 3 h.
Duration ShareOf(Duration goal, int percent);

}  // namespace xunjian
