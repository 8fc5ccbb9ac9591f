#pragma once

#include <optional>
#include <vector>

#include "collector/history/history.h"
#include "proto/words/series_words.h"

namespace xunjian {

struct FoundSeries {
  SeriesPage page;                // without its gaps
  std::vector<HistoryLoss> lost;  // that may have been of it
  bool more_lost = false;
};

// One page of a series from the history; `epochs` are those of its host. kUnavailable: one answer
// would need more looking than a question may have.
Result<FoundSeries> FindSeries(const History& history, std::vector<std::uint64_t> epochs,
                               const SeriesQuery& query);

// The result with this number of one of the epochs.
std::optional<StoredResult> FindResult(const History& history,
                                       const std::vector<std::uint64_t>& epochs, std::uint64_t seq);

}  // namespace xunjian
