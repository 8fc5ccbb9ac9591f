#include "checks/engine/threshold_reading.h"

#include <algorithm>
#include <cmath>

namespace xunjian {
namespace {

using State = ThresholdReading::State;

constexpr Duration kForgiven = std::chrono::seconds(1);

bool ComparesSamples(const Threshold& threshold) {
  return threshold.kind == Threshold::Kind::kRate || threshold.kind == Threshold::Kind::kDelta;
}

std::optional<double> MetricAt(const ThresholdView& view, std::size_t index,
                               std::string_view metric) {
  const double* value = FindMetric(view.window.samples[index], view.item, metric);
  return value ? std::optional<double>(*value) : std::nullopt;
}

bool HasCountedSample(const Threshold& threshold) {
  return threshold.sample_metric.ends_with("_total");
}

// The sample that the one at `index` is compared with; null when there is none.
const Sample* ComparedWith(const ThresholdView& view, std::size_t index) {
  const Threshold& threshold = view.threshold;
  if (!HasCountedSample(threshold)) return PreviousSample(view.window, index, view.item);
  return SampleSince(view.window, index, view.item, threshold.sample_metric,
                     threshold.least_sample);
}

std::optional<double> SampleSize(const ThresholdView& view, std::size_t index) {
  const std::string_view metric = view.threshold.sample_metric;
  if (!HasCountedSample(view.threshold)) return MetricAt(view, index, metric);
  const Sample* from = ComparedWith(view, index);
  if (!from) return std::nullopt;
  const std::optional<Rate> rate = RateSince(*from, view.window, index, view.item, metric);
  return rate ? std::optional<double>(rate->delta) : std::nullopt;
}

std::optional<double> ValueAt(const ThresholdView& view, std::size_t index, const Sample& from) {
  if (view.derive) return view.derive(view.window, index, view.item);
  const Threshold& threshold = view.threshold;
  if (!ComparesSamples(threshold)) return MetricAt(view, index, threshold.metric);
  const std::optional<Rate> rate = RateSince(from, view.window, index, view.item, threshold.metric);
  if (!rate) return std::nullopt;
  return threshold.kind == Threshold::Kind::kRate ? rate->per_second : rate->delta;
}

// The window is cut at its span: where one more sample would not fit, what holds from its very
// first sample on holds for all of it.
bool FillsWindow(const Window& window, Duration held_from) {
  const std::vector<Sample>& samples = window.samples;
  if (samples.size() < 2 || samples.front().boot_id != window.newest().boot_id) return false;
  const Duration first = samples[0].uptime;
  const Duration step = samples[1].uptime - first;
  return held_from <= first && window.newest().uptime - first + step > kWindowSpan;
}

}  // namespace

ThresholdReading ReadingAt(const ThresholdView& view, std::size_t index) {
  const bool compares = ComparesSamples(view.threshold);
  const State nothing = compares ? State::kFirst : State::kMissing;
  const Sample* from = &view.window.samples[index];
  if (compares) from = ComparedWith(view, index);
  if (!from) return {.state = State::kFirst};

  ThresholdReading reading{.speaks_from = from->uptime};
  reading.reaches_back = compares && from != PreviousSample(view.window, index, view.item);
  if (!view.threshold.sample_metric.empty()) {
    const std::optional<double> size = SampleSize(view, index);
    if (!size) return {.state = nothing};
    reading.state = State::kTooFew;
    reading.value = *size;
    if (*size < view.threshold.least_sample) return reading;
  }
  const std::optional<double> value = ValueAt(view, index, *from);
  if (!value || !std::isfinite(*value)) return {.state = nothing};
  reading.state = State::kValue;
  reading.value = *value;
  return reading;
}

bool IsPast(const Threshold& threshold, double value, double limit) {
  return threshold.direction == Threshold::Direction::kAbove ? value >= limit : value < limit;
}

double ClearLimit(const Threshold& threshold, double limit) {
  const double size = std::abs(limit);
  return threshold.direction == Threshold::Direction::kAbove
             ? limit - size * (1 - threshold.clear_ratio)
             : limit + size * (1 / threshold.clear_ratio - 1);
}

bool HeldLongEnough(const ThresholdView& view, double limit, Duration span) {
  if (span <= Duration::zero()) return true;
  if (view.window.short_window) return false;
  const Sample& newest = view.window.newest();
  Duration held_from = newest.uptime;
  Duration spoken_for = Duration::max();  // samples since then are part of a later reading
  int samples = 0;
  for (std::size_t i = view.window.samples.size(); i-- > 0;) {
    if (view.window.samples[i].boot_id != newest.boot_id) break;
    if (view.window.samples[i].uptime > spoken_for) continue;
    const ThresholdReading reading = ReadingAt(view, i);
    if (reading.state != State::kValue || !IsPast(view.threshold, reading.value, limit)) break;
    held_from = reading.speaks_from;
    if (reading.reaches_back) spoken_for = reading.speaks_from;
    ++samples;
  }
  const Duration held = FillsWindow(view.window, held_from)
                            ? std::max(kWindowSpan, newest.uptime - held_from)
                            : newest.uptime - held_from;
  return samples >= 2 && held + kForgiven >= std::min(span, kWindowSpan);
}

}  // namespace xunjian
