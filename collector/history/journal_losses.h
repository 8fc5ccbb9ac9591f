#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "collector/history/history_words.h"

namespace xunjian {

// Private to collector_history: what damage took from a segment of the journal.

struct SegmentLoss {
  HistoryLoss what;
  std::int64_t received_ms = 0;  // as near as is known
};

// Times of reception in a file, in milliseconds.
struct ReceivedSpan {
  std::int64_t first_ms = 0;
  std::int64_t last_ms = 0;
};

// All that is known is when.
SegmentLoss LossOf(const ReceivedSpan& span);

// Names, by rising epoch number, what cannot be read of a segment, whose `bytes` should be
// `committed` long: from the contents that stand behind its batches; where these are damaged, too,
// by the batches around. `span` is the time of what has no neighbours.
std::vector<SegmentLoss> FindLosses(std::string_view bytes, std::uint32_t seed,
                                    std::uint64_t committed, const ReceivedSpan& span);

}  // namespace xunjian
