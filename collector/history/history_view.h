#pragma once

#include <memory>
#include <vector>

#include "journal_segment.h"

namespace xunjian {

// Private to collector_history: what is committed at one moment. Immutable but for the index of the
// newest segment, which takes what is committed later.
struct HistoryView {
  std::vector<std::shared_ptr<const JournalSegment>> segments;  // oldest first
};

}  // namespace xunjian
