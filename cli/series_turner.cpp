#include "cli/series_turner.h"

#include <algorithm>

#include "cli/command_context.h"

namespace xunjian {

Result<SeriesColumns> SeriesTurner::Next() {
  auto page = collector_.ReadSeries(kNoActor, query_);
  if (!page) return page.error();
  if (query_.with_interval) interval_ = page->interval;
  AddLost(page->gaps);
  more_lost_ = more_lost_ || page->more_gaps;
  query_.with_interval = false;
  auto columns = SeriesColumns::Parse(page->columns);
  if (!columns) return columns.error();
  at_end_ = !page->next;
  query_.after = page->next;
  query_.until_commit = page->as_of_commit;
  if (columns->size() > 0) newest_ = columns->ViewOf(columns->size() - 1).observed_at;
  return columns;
}

void SeriesTurner::GoOn() {
  query_.after.reset();
  query_.until.reset();
  query_.after_commit = std::exchange(query_.until_commit, 0);
  if (newest_) known_until_ = std::max(known_until_, *newest_);
}

// Two pages may tell of one place of the disk.
void SeriesTurner::AddLost(const std::vector<GapRow>& gaps) {
  for (auto gap = gaps.rbegin(); gap != gaps.rend(); ++gap) {
    if (std::ranges::find(lost_, *gap) == lost_.end()) lost_.push_back(*gap);
  }
}

}  // namespace xunjian
