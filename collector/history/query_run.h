#pragma once

#include "damage_log.h"
#include "history_view.h"
#include "row_filter.h"
#include "search_budget.h"
#include "shape_cache.h"
#include "top_rows.h"

namespace xunjian {

// Private to collector_history: one Query, from the end of time that is asked for first. All it is
// given outlives it.
class QueryRun {
 public:
  QueryRun(const HistoryView& view, const HistoryQuery& query, ShapeCache& cache, DamageLog& damage)
      : view_(view), query_(query), cache_(cache), damage_(damage), filter_(query), top_(query) {}

  HistoryAnswer Run();

 private:
  void SearchJournal();
  void SearchSegment(const JournalSegment& segment);

  const HistoryView& view_;
  const HistoryQuery& query_;
  ShapeCache& cache_;
  DamageLog& damage_;
  const RowFilter filter_;
  TopRows top_;
  SearchBudget budget_;
};

}  // namespace xunjian
