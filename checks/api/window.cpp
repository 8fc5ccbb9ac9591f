#include "checks/api/window.h"

namespace xunjian {
namespace {

std::optional<Rate> Between(const Sample& from, const Sample& to, std::string_view item,
                            std::string_view counter) {
  const double* start = FindMetric(from, item, counter);
  const double* end = FindMetric(to, item, counter);
  if (!start || !end || *end < *start || to.uptime <= from.uptime) return std::nullopt;
  const Duration span = to.uptime - from.uptime;
  const double seconds = std::chrono::duration<double>(span).count();
  return Rate{(*end - *start) / seconds, *end - *start, span};
}

}  // namespace

const double* FindMetric(const Sample& sample, std::string_view item, std::string_view metric) {
  const ObservedItem* observed = sample.observation.Find(item);
  return observed ? observed->Find(metric) : nullptr;
}

const Sample* PreviousSample(const Window& window, std::size_t index, std::string_view item) {
  const Sample& sample = window.samples[index];
  const auto comparable = [&](const Sample& earlier) {
    return earlier.boot_id == sample.boot_id && earlier.uptime < sample.uptime;
  };
  for (std::size_t i = index; i-- > 0;) {
    const Sample& earlier = window.samples[i];
    if (!comparable(earlier)) return nullptr;
    if (earlier.observation.Find(item)) return &earlier;
  }
  const bool newest = index + 1 == window.samples.size();
  if (newest && window.last_run && comparable(*window.last_run) &&
      window.last_run->observation.Find(item)) {
    return &*window.last_run;
  }
  return nullptr;
}

std::optional<Rate> RateAt(const Window& window, std::size_t index, std::string_view item,
                           std::string_view counter) {
  const Sample* earlier = PreviousSample(window, index, item);
  return earlier ? Between(*earlier, window.samples[index], item, counter) : std::nullopt;
}

const Sample* SampleSince(const Window& window, std::size_t index, std::string_view item,
                          std::string_view counter, double least) {
  const Sample& sample = window.samples[index];
  const Sample* from = PreviousSample(window, index, item);
  for (std::size_t i = index; from && i-- > 0;) {
    const auto rate = Between(*from, sample, item, counter);
    if (!rate || rate->delta >= least || rate->span >= kWindowSpan) break;
    const Sample& earlier = window.samples[i];
    if (earlier.boot_id != sample.boot_id) break;
    if (earlier.uptime >= from->uptime || !FindMetric(earlier, item, counter)) continue;
    if (!Between(earlier, *from, item, counter))
      break;  // a reset: what lies before is another story
    from = &earlier;
  }
  return from;
}

std::optional<Rate> RateSince(const Sample& from, const Window& window, std::size_t index,
                              std::string_view item, std::string_view counter) {
  return Between(from, window.samples[index], item, counter);
}

std::optional<Rate> CounterRate(const Window& window, std::string_view item,
                                std::string_view counter, Duration over) {
  std::optional<Rate> rate = RateAt(window, window.samples.size() - 1, item, counter);
  if (!rate) return std::nullopt;
  const Sample& newest = window.newest();
  // Backwards as long as the counter only ever grew: what lies before a reset is another story.
  double lowest = *FindMetric(newest, item, counter) - rate->delta;
  for (std::size_t i = window.samples.size() - 1; i-- > 0 && rate->span < over;) {
    const Sample& earlier = window.samples[i];
    if (earlier.boot_id != newest.boot_id) break;
    const double* value = FindMetric(earlier, item, counter);
    if (!value) continue;
    if (*value > lowest) break;
    lowest = *value;
    const std::optional<Rate> longer = Between(earlier, newest, item, counter);
    if (longer && longer->span > rate->span) rate = longer;
  }
  return rate;
}

void AppendSample(Window& window, Sample sample) {
  if (!window.samples.empty()) window.last_run = window.samples.back();
  std::vector<Sample>& samples = window.samples;
  samples.push_back(std::move(sample));
  const Sample& newest = samples.back();
  const auto age = [&newest](const Sample& earlier) -> Duration {
    // Within a boot the wall clock may have been stepped meanwhile.
    return earlier.boot_id == newest.boot_id ? newest.uptime - earlier.uptime
                                             : newest.at - earlier.at;
  };
  // One sample at or beyond the edge stays, so that the window really covers its span.
  while (samples.size() > 2 && age(samples[1]) >= kWindowSpan) samples.erase(samples.begin());
  while (samples.size() > 1 && age(samples.front()) >= 2 * kWindowSpan) {
    samples.erase(samples.begin());
  }
}

}  // namespace xunjian
