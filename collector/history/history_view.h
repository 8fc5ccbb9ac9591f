#pragma once

#include <memory>
#include <vector>

#include "damage_log.h"
#include "day_file.h"
#include "journal_segment.h"
#include "shape_cache.h"

namespace xunjian {

// Private to collector_history: what is committed at one moment. Immutable but for the index of the
// newest segment, which takes what is committed later.
struct HistoryView {
  std::vector<std::shared_ptr<const JournalSegment>> segments;  // oldest first
  bool last_is_open = false;                                    // the newest one still grows
  std::vector<std::shared_ptr<const DayFile>> days;             // oldest first
};

// What a search works with; all of it outlives the search.
struct SearchTools {
  FileStorage& storage;
  ShapeCache& cache;
  DamageLog& damage;
};

}  // namespace xunjian
