#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "checks/api/observation.h"

namespace xunjian {

struct Sample {
  Timestamp at;         // wall clock, for people
  Duration uptime{};    // CLOCK_BOOTTIME, for spans and rates; starts anew at boot
  std::string boot_id;  // samples of different boots share no counter
  Observation observation;
};

// Null when the sample has no such item or the item no such metric.
const double* FindMetric(const Sample& sample, std::string_view item, std::string_view metric);

// What a judge may know of the past: the samples of the last 15 minutes (kWindowSpan), oldest
// first, the newest last, and the last run before them, however old. Never empty. Lives in the
// runner.
struct Window {
  std::vector<Sample> samples;
  std::optional<Sample> last_run;  // the run before the newest sample, also across a restart
  // Two readings a second or so apart instead of a history (`xunjian inspect`): rates carry the
  // code "short_window" and no "for" time is ever met.
  bool short_window = false;

  const Sample& newest() const { return samples.back(); }
};

inline constexpr Duration kWindowSpan = std::chrono::minutes(15);

// Adds the newest sample: the one that was newest becomes last_run, and what is older than the span
// goes, but for one sample at or beyond the edge (up to twice the span), so that a "for" time of
// the whole span can be met.
void AppendSample(Window& window, Sample sample);

// The sample to measure growth from: the nearest before `index`, of the same boot, that has the
// item; for the newest of a window that holds no earlier one, last_run. Null when there is none.
const Sample* PreviousSample(const Window& window, std::size_t index, std::string_view item);

// Growth of a counter per second.
struct Rate {
  double per_second = 0;
  double delta = 0;
  Duration span{};
};

// From PreviousSample to the sample `index`. Nothing without a previous sample or when the counter
// fell (a reset).
std::optional<Rate> RateAt(const Window& window, std::size_t index, std::string_view item,
                           std::string_view counter);

// Where the growth of `counter` up to the sample `index` is measured from so that it is at least
// `least`: PreviousSample or, where that is too little, the nearest one before it, as far as the
// counter never falls and kWindowSpan reaches. Null where PreviousSample is.
const Sample* SampleSince(const Window& window, std::size_t index, std::string_view item,
                          std::string_view counter, double least);

// From that sample to the sample `index`; nothing when the counter fell or is not in both.
std::optional<Rate> RateSince(const Sample& from, const Window& window, std::size_t index,
                              std::string_view item, std::string_view counter);

// Over the newest `over` of the window (the nearest earlier sample that covers it, else the
// oldest). Nothing when there is no earlier sample of the same boot with that item, or when the
// counter fell (a reset) in the newest sample; a reset before that shortens the span.
std::optional<Rate> CounterRate(const Window& window, std::string_view item,
                                std::string_view counter, Duration over);

}  // namespace xunjian
