#pragma once

#include <span>
#include <string>

#include "cli/coverage_count.h"
#include "cli/silence_watch.h"

namespace xunjian {

// A series as CSV, page by page. The column `kind` says what a row is:
//
//   sample    a value, or an item without any
//   gap       nothing was heard from observed_at until `until`; about `results` are missing
//   lost      `results` of any check of the host will never come; `code` says why
//   coverage  from observed_at until `until`: metric results, answered or expected
//
// A cell that is empty is not known, or means nothing in a row of its kind.
class SeriesCsv {
 public:
  // `step` is what silences are measured with; none: it is not known.
  SeriesCsv(std::string host, const SeriesSpan& span, std::optional<Duration> step)
      : host_(std::move(host)), span_(span), silences_(span.since, step) {}

  static std::string Heading();
  // Samples, each behind the gap that it ends.
  std::string Page(const SeriesColumns& page);
  // The gaps that are open at the end, what is lost, the coverage.
  std::string End(std::span<const GapRow> lost) const;

 private:
  std::string CoverageRow(std::string_view metric, std::uint64_t value) const;

  const std::string host_;
  const SeriesSpan span_;
  SilenceWatch silences_;
  CoverageCount coverage_;
};

// Single rows.
std::string SampleCsv(const std::string& host, const SeriesColumns& page, std::size_t row);
// Without an end it goes on.
std::string GapCsv(const std::string& host, const std::string& assignment, Timestamp since,
                   std::optional<Timestamp> until, std::optional<std::uint64_t> missing);

}  // namespace xunjian
