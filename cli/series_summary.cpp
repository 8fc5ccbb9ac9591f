#include "cli/series_summary.h"

#include <algorithm>
#include <map>

namespace xunjian {
namespace {

// A result is missing when one and a half steps passed without any: agents jitter, clocks drift.
bool IsSilence(Duration distance, Duration step) { return distance >= step + step / 2; }

std::uint64_t StepsIn(Duration distance, Duration step) {
  return static_cast<std::uint64_t>((distance + step / 2) / step);
}

// The median of what lies between a result and the next one of its assignment.
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

// Goes through a series once.
class Summariser {
 public:
  Summariser(const SeriesSpan& span, std::optional<Duration> step) : span_(span) {
    summary_.step = step;
  }

  void Add(const ResultId& id, const CheckResult& result) {
    Track& track = tracks_[result.assignment];
    const bool first = track.results++ == 0;
    if (NoteSilence(result.assignment, first ? span_.since : track.last, result.observed_at,
                    first)) {
      ++track.place;
    }
    track.last = result.observed_at;
    ++track.place;
    ++summary_.results;
    const Outcome outcome = OverallOutcome(result);
    summary_.answered += IsHealth(outcome);
    not_applicable_ += outcome == Outcome::kNotApplicable;
    for (const ItemResult& item : result.items) AddItem(id, result, item, track.place);
  }

  SeriesSummary Finish() && {
    for (const auto& [assignment, track] : tracks_) {
      NoteSilence(assignment, track.last, span_.until, true);
    }
    if (tracks_.empty()) NoteSilence("", span_.since, span_.until, true);
    if (span_.interval) {
      const auto due = static_cast<std::uint64_t>((span_.until - span_.since) / *span_.interval) *
                       std::max<std::size_t>(tracks_.size(), 1);
      summary_.expected = due - std::min(due, not_applicable_);
    }
    std::ranges::stable_sort(summary_.silences, {}, &SeriesSilence::since);
    return std::move(summary_);
  }

 private:
  struct Track {
    Timestamp last;
    std::uint64_t results = 0;
    std::uint64_t place = 0;  // counts results, and silences as one
  };
  struct OpenRun {
    std::size_t run = 0;
    std::uint64_t place = 0;  // of its last result
  };
  using ItemKey = std::pair<std::string, std::string>;  // assignment, item

  // At an edge of the span no result stands on the other side.
  bool NoteSilence(const std::string& assignment, Timestamp since, Timestamp until, bool edge) {
    if (!summary_.step) {
      if (!tracks_.empty()) return false;
      summary_.silences.push_back({assignment, since, until, std::nullopt});
      return true;
    }
    if (!IsSilence(until - since, *summary_.step)) return false;
    const std::uint64_t steps = StepsIn(until - since, *summary_.step);
    summary_.silences.push_back({assignment, since, until, edge ? steps : steps - 1});
    return true;
  }

  void AddItem(const ResultId& id, const CheckResult& result, const ItemResult& item,
               std::uint64_t place) {
    const ItemKey key(result.assignment, item.observed.item);
    const auto [open, is_new] = open_.try_emplace(key);
    OutcomeRun* run = is_new ? nullptr : &summary_.runs[open->second.run];
    const bool goes_on = run && open->second.place + 1 == place && run->outcome == item.outcome &&
                         run->code == item.code;
    if (!goes_on) {
      open->second.run = summary_.runs.size();
      run = &summary_.runs.emplace_back(OutcomeRun{.assignment = result.assignment,
                                                   .check = result.check,
                                                   .item = item.observed.item,
                                                   .outcome = item.outcome,
                                                   .code = item.code,
                                                   .arguments = item.arguments,
                                                   .since = result.observed_at,
                                                   .first = id});
    }
    open->second.place = place;
    run->until = result.observed_at;
    ++run->results;
    for (const Metric& metric : MetricsOf(item)) AddMetric(key, metric);
  }

  void AddMetric(const ItemKey& key, const Metric& metric) {
    const auto [known, is_new] = metrics_.try_emplace({key, metric.name}, summary_.metrics.size());
    if (is_new) {
      summary_.metrics.push_back(
          {key.first, key.second, metric.name, metric.unit, metric.value, metric.value});
    }
    MetricSummary& all = summary_.metrics[known->second];
    all.least = std::min(all.least, metric.value);
    all.most = std::max(all.most, metric.value);
    all.sum += metric.value;
    ++all.samples;
  }

  const SeriesSpan span_;
  SeriesSummary summary_;
  std::map<std::string, Track> tracks_;  // by assignment
  std::map<ItemKey, OpenRun> open_;
  std::map<std::pair<ItemKey, std::string>, std::size_t> metrics_;
  std::uint64_t not_applicable_ = 0;
};

}  // namespace

std::vector<Metric> MetricsOf(const ItemResult& item) {
  std::vector<Metric> metrics = item.readings;
  for (const Metric& metric : item.observed.metrics) {
    const auto same = std::ranges::find(item.readings, metric.name, &Metric::name);
    if (same == item.readings.end()) metrics.push_back(metric);
  }
  return metrics;
}

SeriesSummary Summarise(std::span<const SeriesColumns> pages, const SeriesSpan& span) {
  Summariser summariser(span, span.interval ? span.interval : UsualStep(pages));
  for (const SeriesColumns& page : pages) {
    for (std::size_t i = 0; i < page.size(); ++i) {
      summariser.Add({page.row(i).epoch, page.row(i).seq}, page.ResultOf(i));
    }
  }
  return std::move(summariser).Finish();
}

}  // namespace xunjian
