#include "cli/series_summary.h"

#include <algorithm>
#include <map>

#include "cli/coverage_count.h"

namespace xunjian {
namespace {

// Goes through a series once.
class Summariser {
 public:
  Summariser(const SeriesSpan& span, std::optional<Duration> step)
      : span_(span), silences_(span.since, step) {
    summary_.step = step;
  }

  void Add(const ResultId& id, const CheckResult& result) {
    std::uint64_t& place = places_[result.assignment];
    if (auto silence = silences_.Note(result.assignment, result.observed_at)) {
      summary_.silences.push_back(*std::move(silence));
      ++place;
    }
    ++place;
    coverage_.Add(OverallOutcome(result));
    for (const ItemResult& item : result.items) AddItem(id, result, item, place);
  }

  SeriesSummary Finish() && {
    std::ranges::move(silences_.Finish(span_.until), std::back_inserter(summary_.silences));
    summary_.results = coverage_.results();
    summary_.answered = coverage_.answered();
    summary_.expected = coverage_.Expected(span_, silences_.assignments());
    std::ranges::stable_sort(summary_.silences, {}, &SeriesSilence::since);
    return std::move(summary_);
  }

 private:
  struct OpenRun {
    std::size_t run = 0;
    std::uint64_t place = 0;  // of its last result
  };
  using ItemKey = std::pair<std::string, std::string>;  // assignment, item

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
  SilenceWatch silences_;
  CoverageCount coverage_;
  std::map<std::string, std::uint64_t> places_;  // by assignment: results, and silences as one
  std::map<ItemKey, OpenRun> open_;
  std::map<std::pair<ItemKey, std::string>, std::size_t> metrics_;
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
