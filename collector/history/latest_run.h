#pragma once

#include "damage_log.h"
#include "history_view.h"
#include "journal_search.h"
#include "newest_rows.h"
#include "row_filter.h"
#include "search_budget.h"
#include "shape_cache.h"

namespace xunjian {

// Private to collector_history: one Latest, from what was received last backwards. All it is given
// outlives it.
class LatestRun {
 public:
  LatestRun(const HistoryView& view, const LatestQuery& query, ShapeCache& cache, DamageLog& damage)
      : view_(view),
        query_(query),
        cache_(cache),
        damage_(damage),
        filter_(query),
        newest_(query) {}

  HistoryAnswer Run();

 private:
  void SearchSegment(const JournalSegment& segment);
  void SearchSource(const SourceBatches& source, JournalSearch& search);

  const HistoryView& view_;
  const LatestQuery& query_;
  ShapeCache& cache_;
  DamageLog& damage_;
  const RowFilter filter_;
  NewestRows newest_;
  SearchBudget budget_;
};

}  // namespace xunjian
