#pragma once

#include "day_reader.h"
#include "history_view.h"
#include "journal_search.h"
#include "newest_rows.h"
#include "row_filter.h"
#include "search_budget.h"

namespace xunjian {

// Private to collector_history: one Latest, from what was received last backwards. All it is given
// outlives it.
class LatestRun {
 public:
  LatestRun(const HistoryView& view, const LatestQuery& query, SearchTools tools)
      : view_(view), query_(query), tools_(tools), filter_(query), newest_(query) {}

  HistoryAnswer Run();

 private:
  void SearchSegment(const JournalSegment& segment);
  void SearchSource(const SourceBatches& source, JournalSearch& search);
  void SearchDay(const DayFile& day);

  const HistoryView& view_;
  const LatestQuery& query_;
  const SearchTools tools_;
  const RowFilter filter_;
  NewestRows newest_;
  SearchBudget budget_;
};

}  // namespace xunjian
