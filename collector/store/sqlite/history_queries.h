#pragma once

#include <vector>

#include "collector/history/history.h"
#include "proto/words/operator_words.h"

namespace xunjian {

// What people ask of results, from the history. `epochs` are those of the hosts asked for; none is
// everybody's.

// One row an item, newest first, at most `limit`.
Result<ResultList> FindResults(const History& history, std::vector<std::uint64_t> epochs,
                               const ResultQuery& query, std::uint32_t limit);

// The newest result of each of these assignments of one host, in their order.
Result<std::vector<CheckResult>> FindNewest(const History& history,
                                            std::vector<std::uint64_t> epochs,
                                            const std::vector<std::string>& assignments);

}  // namespace xunjian
