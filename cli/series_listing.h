#pragma once

#include <string>

#include "cli/followed_silence.h"
#include "cli/listing.h"
#include "cli/series_summary.h"
#include "cli/surroundings.h"

namespace xunjian {

// A series that was read, with what it says.
struct SeriesDocument {
  std::string host;
  SeriesSpan span;
  std::vector<SeriesColumns> pages;
  std::vector<GapRow> lost;  // of the whole host, oldest first
  bool more_lost = false;    // than these
  SeriesSummary summary;
};

// A table for people: coverage, the runs with silences between them, the metrics, and charts where
// the terminal has a width; or JSON "xunjian.history/1". CSV is SeriesCsv.
std::string RenderHistory(const SeriesDocument& document, ListingFormat format,
                          const Surroundings& surroundings);

// The parts of it.
std::string HistoryJson(const SeriesDocument& document, const Surroundings& surroundings);
std::string HistoryCharts(const SeriesDocument& document, const Console& console);
std::string ReasonOf(const OutcomeRun& run, const Surroundings& surroundings);

// A line an item, without a heading: what came while somebody follows. Results from before
// `known_until` are marked as late: newer ones were shown already.
std::string NewResults(const std::string& host, const SeriesColumns& page, Timestamp known_until,
                       const Surroundings& surroundings);
std::string SilenceLine(const std::string& host, const FollowedSilence::News& news,
                        const Surroundings& surroundings);
Term GapTerm(Language language);

}  // namespace xunjian
