#pragma once

#include "day_reader.h"
#include "history_view.h"
#include "row_filter.h"
#include "search_budget.h"
#include "top_rows.h"

namespace xunjian {

// Private to collector_history: one Query, from the end of time that is asked for first. All it is
// given outlives it.
class QueryRun {
 public:
  QueryRun(const HistoryView& view, const HistoryQuery& query, SearchTools tools);

  HistoryAnswer Run();

 private:
  void SearchSegment(const JournalSegment& segment);
  void SearchDay(const DayFile& day);
  void SearchPart(const DayPart& part, DayReader& reader);
  bool MayBeAsked(std::uint64_t epoch_number) const;

  const HistoryView& view_;
  const HistoryQuery& query_;
  const SearchTools tools_;
  std::vector<std::uint64_t> asked_;  // epoch numbers, and that of losses of nobody; empty: all
  const RowFilter filter_;
  TopRows top_;
  SearchBudget budget_;
};

}  // namespace xunjian
