#include "collector/escalation/clock_log.h"

#include <algorithm>

namespace xunjian {

ClockLog::ClockLog(const std::vector<Event>& events) {
  for (const Event& event : events) {
    switch (event.kind) {
      case Kind::kStart:
        Start(event.at);
        break;
      case Kind::kPause:
        Pause(event.at);
        break;
      case Kind::kStop:
        Stop(event.at);
        break;
    }
  }
}

bool ClockLog::IsRunning() const { return !events_.empty() && events_.back().kind == Kind::kStart; }

bool ClockLog::IsStopped() const { return !events_.empty() && events_.back().kind == Kind::kStop; }

void ClockLog::Start(Timestamp at) {
  if (!IsRunning()) Add(Kind::kStart, at);
}

void ClockLog::Pause(Timestamp at) {
  if (IsRunning()) Add(Kind::kPause, at);
}

void ClockLog::Stop(Timestamp at) {
  if (!events_.empty() && !IsStopped()) Add(Kind::kStop, at);
}

void ClockLog::Add(Kind kind, Timestamp at) {
  events_.push_back({kind, events_.empty() ? at : std::max(at, events_.back().at)});
}

Duration ClockLog::Spent(const TimeBase& base, Timestamp now) const {
  Duration spent{};
  for (std::size_t i = 0; i < events_.size(); ++i) {
    if (events_[i].kind != Kind::kStart) continue;
    const Timestamp end = i + 1 < events_.size() ? std::min(events_[i + 1].at, now) : now;
    spent += base.Between(events_[i].at, end);
  }
  return spent;
}

std::optional<Timestamp> ClockLog::DueAt(const TimeBase& base, Duration amount) const {
  if (!IsRunning()) return std::nullopt;
  for (std::size_t i = 0; i + 1 < events_.size(); ++i) {
    if (events_[i].kind != Kind::kStart) continue;
    const Duration ran = base.Between(events_[i].at, events_[i + 1].at);
    if (amount <= ran) return base.Add(events_[i].at, amount);
    amount -= ran;
  }
  return base.Add(events_.back().at, amount);
}

Duration ShareOf(Duration goal, int percent) {
  // Parts of a second do not matter, a product beyond 64 bits would.
  return goal / 100 * percent + goal % 100 * percent / 100;
}

}  // namespace xunjian
