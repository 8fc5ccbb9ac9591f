#include "collector/replay/timeline_check.h"

#include <fmt/format.h>

#include <algorithm>

namespace xunjian {
namespace {

NamedRow NameOfLine(std::uint64_t incident, std::size_t line) {
  return {ReplaySubject::kTimeline, fmt::format("{}, {}", incident, line + 1)};
}

}  // namespace

TimelineCheck::TimelineCheck(const std::vector<RecordedIncident>& stored, OnDifference differs)
    : differs_(std::move(differs)) {
  for (const RecordedIncident& incident : stored) {
    incidents_[incident.facts.id].stored = &incident.timeline;
    for (const TimelineEntry& line : incident.timeline) commits_[line.at] = 0;
  }
}

void TimelineCheck::Begin(Timestamp decided_at, std::uint64_t commit) {
  const auto known = commits_.find(decided_at);
  if (known != commits_.end()) known->second = commit;
}

void TimelineCheck::Take(const ReplayPlace& place, const TimelineEntry& line) {
  static const std::vector<TimelineEntry> kNone;
  Lines& lines = incidents_[line.incident];
  const auto& stored = lines.stored ? *lines.stored : kNone;
  const RowFacts decided = FactsOf(line);
  const auto next = stored.begin() + static_cast<std::ptrdiff_t>(lines.next);
  const auto same = std::find_if(next, stored.end(), [&decided](const TimelineEntry& other) {
    return FactsOf(other) == decided;
  });
  if (same != stored.end()) {
    MissUntil(line.incident, lines, static_cast<std::size_t>(same - stored.begin()));
    ++lines.next;
    return;
  }
  const NamedRow name = NameOfLine(line.incident, lines.next);
  if (next == stored.end() || next->at != line.at) {
    return differs_({place, name, "", Differing(decided, nullptr)});
  }
  const RowFacts other = FactsOf(*next);
  ++lines.next;
  differs_({place, name, Differing(other, &decided), Differing(decided, &other)});
}

void TimelineCheck::End() {
  for (auto& [incident, lines] : incidents_) {
    if (lines.stored) MissUntil(incident, lines, lines.stored->size());
  }
}

void TimelineCheck::MissUntil(std::uint64_t incident, Lines& lines, std::size_t end) {
  for (; lines.next < end; ++lines.next) {
    const TimelineEntry& line = (*lines.stored)[lines.next];
    differs_({{commits_.at(line.at), 0, ""},
              NameOfLine(incident, lines.next),
              Differing(FactsOf(line), nullptr),
              ""});
  }
}

}  // namespace xunjian
