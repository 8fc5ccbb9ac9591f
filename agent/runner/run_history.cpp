#include "agent/runner/run_history.h"

#include <algorithm>

namespace xunjian {
namespace {

// Drops what is older than the window, of another boot, or too many.
void Prune(std::vector<Sample>& samples) {
  const Sample& newest = samples.back();
  std::erase_if(samples, [&](const Sample& sample) {
    return sample.boot_id != newest.boot_id || newest.uptime - sample.uptime > kWindowSpan;
  });
  if (samples.size() > RunHistory::kMostSamples) {
    samples.erase(samples.begin(), samples.end() - RunHistory::kMostSamples);
  }
}

}  // namespace

RunHistory::Past RunHistory::Add(const std::string& assignment_id, Sample sample) {
  const std::lock_guard lock(mutex_);
  Entry& entry = entries_[assignment_id];
  Past past;
  if (!entry.samples.empty()) past.window.last_run = entry.samples.back();
  entry.samples.push_back(std::move(sample));
  Prune(entry.samples);
  past.window.samples = entry.samples;
  past.outcomes = entry.outcomes;
  ++version_;
  if (entries_.size() > kMostAssignments) ForgetLongestUnused();
  return past;
}

void RunHistory::SetOutcomes(const std::string& assignment_id, Outcomes outcomes) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(assignment_id);
  if (found == entries_.end()) return;
  found->second.outcomes = std::move(outcomes);
  ++version_;
}

void RunHistory::ForgetLongestUnused() {
  entries_.erase(std::ranges::min_element(
      entries_, {}, [](const auto& named) { return named.second.samples.back().at; }));
}

std::uint64_t RunHistory::version() const {
  const std::lock_guard lock(mutex_);
  return version_;
}

}  // namespace xunjian
