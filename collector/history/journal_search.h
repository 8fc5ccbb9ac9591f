#pragma once

#include <memory>
#include <unordered_map>

#include "damage_log.h"
#include "journal_batch.h"
#include "journal_segment.h"
#include "row_filter.h"
#include "search_budget.h"
#include "shape_cache.h"

namespace xunjian {

// Private to collector_history: one question to one segment of the journal. All it is given
// outlives it.
class JournalSearch {
 public:
  JournalSearch(const JournalSegment& segment, const RowFilter& filter, ShapeCache& cache,
                DamageLog& damage)
      : segment_(segment), filter_(filter), cache_(cache), damage_(damage) {}

  // Passes every matching row of one batch on. Returns the seq of its first row, 0 for a damaged
  // one and for one of another commit than asked for.
  std::uint64_t SearchBatch(const RowOrigin& origin, std::uint32_t offset, SearchBudget& budget,
                            RowSink& sink);

 private:
  void Damaged(std::uint64_t offset);
  // Null: rows of this shape do not match.
  const std::shared_ptr<const ResultShape>& ShapeOf(std::uint32_t number);

  const JournalSegment& segment_;
  const RowFilter& filter_;
  ShapeCache& cache_;
  DamageLog& damage_;
  BatchDecoder decoder_;
  std::unordered_map<std::uint32_t, std::shared_ptr<const ResultShape>> shapes_;
};

}  // namespace xunjian
