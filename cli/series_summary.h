#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cli/silence_watch.h"
#include "proto/columns/series_columns.h"
#include "proto/words/series_words.h"

namespace xunjian {

// What a series says, for people. Nothing here is interpolated: where nothing was heard it says so.

// Results after each other with the same outcome and reason code, and no silence between them.
struct OutcomeRun {
  std::string assignment;
  std::string check;
  std::string item;
  Outcome outcome = Outcome::kUnknown;
  std::string code;
  std::vector<Argument> arguments;  // of its first result
  Timestamp since;                  // of the first and the last result
  Timestamp until;
  std::uint64_t results = 0;
  ResultId first;
};

struct MetricSummary {
  std::string assignment;
  std::string item;
  std::string name;
  std::string unit;
  double least = 0;
  double most = 0;
  double sum = 0;
  std::uint64_t samples = 0;

  double mean() const { return sum / static_cast<double>(samples); }
};

struct SeriesSpan {
  Timestamp since;
  Timestamp until;
  std::optional<Duration> interval;  // of the assignment, where it is known
};

struct SeriesSummary {
  std::vector<OutcomeRun> runs;         // oldest first
  std::vector<SeriesSilence> silences;  // oldest first
  std::vector<MetricSummary> metrics;   // in the order of their appearance
  std::uint64_t results = 0;
  std::uint64_t answered = 0;             // of them, with an outcome that is health
  std::optional<std::uint64_t> expected;  // by the interval, without what does not apply
  // What silences are measured with: the interval, else the usual distance of results.
  std::optional<Duration> step;
};

// `pages`: all of the series, in order.
SeriesSummary Summarise(std::span<const SeriesColumns> pages, const SeriesSpan& span);

// The metrics of an item as they are shown: readings, then observed ones of other names.
std::vector<Metric> MetricsOf(const ItemResult& item);

}  // namespace xunjian
