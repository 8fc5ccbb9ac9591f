#include "cli/silence_watch.h"

#include <algorithm>
#include <utility>

namespace xunjian {
namespace {

std::uint64_t StepsIn(Duration distance, Duration step) {
  return static_cast<std::uint64_t>((distance + step / 2) / step);
}

}  // namespace

bool IsSilence(Duration distance, Duration step) { return distance >= step + step / 2; }

std::optional<Duration> UsualStep(std::span<const SeriesColumns> pages) {
  constexpr std::size_t kLeast = 3;
  std::map<std::string_view, Timestamp> before;
  std::vector<Duration> steps;
  for (const SeriesColumns& page : pages) {
    for (std::size_t i = 0; i < page.size(); ++i) {
      const Timestamp at = page.ViewOf(i).observed_at;
      const auto [last, first] = before.try_emplace(page.ShapeOf(i).skeleton().assignment, at);
      if (!first) steps.push_back(at - std::exchange(last->second, at));
    }
  }
  if (steps.size() < kLeast) return std::nullopt;
  const auto middle = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2);
  std::ranges::nth_element(steps, middle);
  return *middle > Duration() ? std::optional(*middle) : std::nullopt;
}

std::optional<SeriesSilence> SilenceWatch::Between(const std::string& assignment, Timestamp since,
                                                   Timestamp until, bool edge) const {
  if (!step_ || !IsSilence(until - since, *step_)) return std::nullopt;
  const std::uint64_t steps = StepsIn(until - since, *step_);
  return SeriesSilence{assignment, since, until, edge ? steps : steps - 1};
}

std::optional<SeriesSilence> SilenceWatch::Note(const std::string& assignment, Timestamp at) {
  const auto [last, first] = last_.try_emplace(assignment, since_);
  return Between(assignment, std::exchange(last->second, at), at, first);
}

std::vector<SeriesSilence> SilenceWatch::Finish(Timestamp until) const {
  if (last_.empty() && !step_) return {{"", since_, until, std::nullopt}};
  std::vector<SeriesSilence> silences;
  const auto add = [&](const std::string& assignment, Timestamp since) {
    if (auto silence = Between(assignment, since, until, true)) silences.push_back(*silence);
  };
  if (last_.empty()) add("", since_);
  for (const auto& [assignment, last] : last_) add(assignment, last);
  return silences;
}

}  // namespace xunjian
