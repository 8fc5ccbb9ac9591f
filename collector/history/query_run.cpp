#include "query_run.h"

#include <algorithm>

#include "journal_search.h"

namespace xunjian {

HistoryAnswer QueryRun::Run() {
  SearchJournal();
  const bool cut_short = budget_.spent() || top_.cut_short();
  return {std::move(top_).Finish(), cut_short};
}

void QueryRun::SearchJournal() {
  auto segments = view_.segments;
  if (query_.newest_first) std::ranges::reverse(segments);
  for (const auto& segment : segments) SearchSegment(*segment);
}

void QueryRun::SearchSegment(const JournalSegment& segment) {
  JournalSearch search(segment, filter_, cache_, damage_);
  for (const SourceBatches& source :
       segment.index().Select({query_.epoch_numbers, filter_.masks()})) {
    if (!top_.Wants(source.observed_min, source.observed_max)) continue;
    for (const std::uint32_t offset : source.offsets) {
      if (budget_.spent()) return;
      search.SearchBatch(source.origin, offset, budget_, top_);
    }
  }
}

}  // namespace xunjian
