#include "latest_run.h"

#include <algorithm>

#include "wrapping.h"

namespace xunjian {

HistoryAnswer LatestRun::Run() {
  auto segments = view_.segments;
  std::ranges::reverse(segments);
  for (const auto& segment : segments) SearchSegment(*segment);
  return {std::move(newest_).Finish(), budget_.spent()};
}

void LatestRun::SearchSegment(const JournalSegment& segment) {
  JournalSearch search(segment, filter_, cache_, damage_);
  for (const SourceBatches& source :
       segment.index().Select({query_.epoch_numbers, filter_.masks()})) {
    if (newest_.Wants(source.origin.epoch_number, source.last_seq)) SearchSource(source, search);
  }
}

void LatestRun::SearchSource(const SourceBatches& source, JournalSearch& search) {
  for (auto offset = source.offsets.rbegin(); offset != source.offsets.rend(); ++offset) {
    if (budget_.spent()) return;
    const std::uint64_t first_seq = search.SearchBatch(source.origin, *offset, budget_, newest_);
    // All batches before hold smaller numbers.
    if (!source.in_order || first_seq == 0) continue;
    if (!newest_.Wants(source.origin.epoch_number, first_seq - 1)) return;
  }
}

}  // namespace xunjian
