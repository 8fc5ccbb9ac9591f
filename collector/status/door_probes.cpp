#include "collector/status/door_probes.h"

#include <utility>

namespace xunjian {

DoorProbes::DoorProbes(std::vector<ProbedDoor> doors, const Clock& clock, Logger& logger)
    : doors_(std::move(doors)), clock_(clock), logger_(logger), found_(doors_.size()) {
  for (std::size_t i = 0; i < doors_.size(); ++i) found_[i].door = doors_[i].name;
}

void DoorProbes::Run() {
  for (std::size_t i = 0; i < doors_.size(); ++i) {
    const SteadyTime begun = clock_.Steady();
    const Result<void> came = doors_[i].come();
    Note(i, clock_.Steady() - begun, came);
  }
}

void DoorProbes::Note(std::size_t door, Duration took, const Result<void>& came) {
  bool had_failed = false;
  {
    const std::scoped_lock lock(mutex_);
    ProbeStatus& found = found_[door];
    had_failed = found.failure.has_value();
    found.at = clock_.Now();
    found.took = took;
    ++found.probes;
    found.failure.reset();
    if (!came) {
      ++found.failures;
      found.failure = came.error().message();
    }
  }
  if (!came && !had_failed) {
    logger_.Error("the collector cannot reach its own door",
                  {{"door", doors_[door].name}, {"why", came.error().In(Language::kEnglish)}});
  }
  if (came && had_failed) {
    logger_.Info("the collector reaches its own door again", {{"door", doors_[door].name}});
  }
}

std::vector<ProbeStatus> DoorProbes::Read() const {
  const std::scoped_lock lock(mutex_);
  return found_;
}

}  // namespace xunjian
