#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "cli/series_listing.h"
#include "inspection/text/json_text.h"

namespace xunjian {
namespace {

namespace json = boost::json;

json::object RunJson(const OutcomeRun& run, const Surroundings& surroundings) {
  return {{"assignment", JsonString(run.assignment)},
          {"check", JsonString(run.check)},
          {"item", JsonString(run.item)},
          {"outcome", ToString(run.outcome)},
          {"code", JsonString(run.code)},
          {"since", FormatRfc3339(run.since)},
          {"until", FormatRfc3339(run.until)},
          {"results", run.results},
          {"first", ToString(run.first)},
          {"summary", JsonString(ReasonOf(run, surroundings))}};
}

template <class Value>
json::value OrNull(const std::optional<Value>& value) {
  return value ? json::value(*value) : json::value(nullptr);
}

json::object CoverageJson(const SeriesSummary& summary, const SeriesSpan& span) {
  std::optional<double> interval;
  if (span.interval) interval = std::chrono::duration<double>(*span.interval).count();
  return {{"results", summary.results},
          {"answered", summary.answered},
          {"expected", OrNull(summary.expected)},
          {"interval_seconds", OrNull(interval)}};
}

json::value TimeOrNull(Timestamp at) {
  return at == Timestamp{} ? json::value(nullptr) : json::value(FormatRfc3339(at));
}

json::value NumberOrNull(std::uint64_t number) {
  return number == 0 ? json::value(nullptr) : json::value(number);
}

json::value IdOrNull(std::uint64_t epoch, std::uint64_t seq) {
  return seq == 0 ? json::value(nullptr) : json::value(ToString(ResultId{epoch, seq}));
}

// Of the host, whichever check they were of.
json::array LostJson(const std::vector<GapRow>& lost) {
  json::array rows;
  for (const GapRow& gap : lost) {
    rows.push_back(json::object{{"reason", ToString(gap.reason)},
                                {"results", NumberOrNull(gap.count)},
                                {"since", TimeOrNull(gap.first_at)},
                                {"until", TimeOrNull(gap.last_at)},
                                {"received_at", TimeOrNull(gap.received_at)},
                                {"first", IdOrNull(gap.epoch, gap.first_seq)},
                                {"last", IdOrNull(gap.epoch, gap.last_seq)}});
  }
  return rows;
}

}  // namespace

std::string HistoryJson(const SeriesDocument& document, const Surroundings& surroundings) {
  json::array runs;
  for (const OutcomeRun& run : document.summary.runs) runs.push_back(RunJson(run, surroundings));
  json::array gaps;
  for (const SeriesSilence& silence : document.summary.silences) {
    gaps.push_back(json::object{{"assignment", JsonString(silence.assignment)},
                                {"since", FormatRfc3339(silence.since)},
                                {"until", FormatRfc3339(silence.until)},
                                {"missing", OrNull(silence.missing)}});
  }
  json::array metrics;
  for (const MetricSummary& metric : document.summary.metrics) {
    metrics.push_back(json::object{{"assignment", JsonString(metric.assignment)},
                                   {"item", JsonString(metric.item)},
                                   {"name", JsonString(metric.name)},
                                   {"unit", JsonString(metric.unit)},
                                   {"min", metric.least},
                                   {"mean", metric.mean()},
                                   {"max", metric.most},
                                   {"samples", metric.samples}});
  }
  return JsonText(json::object{{"schema", "xunjian.history/1"},
                               {"host", JsonString(document.host)},
                               {"since", FormatRfc3339(document.span.since)},
                               {"until", FormatRfc3339(document.span.until)},
                               {"coverage", CoverageJson(document.summary, document.span)},
                               {"runs", std::move(runs)},
                               {"gaps", std::move(gaps)},
                               {"lost", LostJson(document.lost)},
                               {"lost_truncated", document.more_lost},
                               {"metrics", std::move(metrics)}});
}

}  // namespace xunjian
