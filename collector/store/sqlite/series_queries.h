#pragma once

#include <optional>
#include <vector>

#include "collector/history/history.h"
#include "proto/words/series_words.h"

namespace xunjian {

// One page of a series from the history; `epochs` are those of its host. kUnavailable: one answer
// would need more looking than a question may have.
Result<SeriesPage> FindSeries(const History& history, std::vector<std::uint64_t> epochs,
                              const SeriesQuery& query);

// The result with this number of one of the epochs.
std::optional<StoredResult> FindResult(const History& history,
                                       const std::vector<std::uint64_t>& epochs, std::uint64_t seq);

}  // namespace xunjian
