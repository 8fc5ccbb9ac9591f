#include "latest_run.h"

#include <algorithm>

#include "history_folder.h"
#include "wrapping.h"

namespace xunjian {

HistoryAnswer LatestRun::Run() {
  for (auto segment = view_.segments.rbegin(); segment != view_.segments.rend(); ++segment) {
    SearchSegment(**segment);
  }
  const std::int32_t first_day = DayOf(Milliseconds(query_.since));
  for (auto day = view_.days.rbegin(); day != view_.days.rend(); ++day) {
    if ((*day)->extent().day >= first_day) SearchDay(**day);
  }
  return {std::move(newest_).Finish(), budget_.spent()};
}

void LatestRun::SearchSegment(const JournalSegment& segment) {
  JournalSearch search(segment, filter_, tools_.cache, tools_.damage);
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

void LatestRun::SearchDay(const DayFile& day) {
  DayReader reader(tools_.storage, day, tools_.cache, tools_.damage);
  if (!reader.Open()) return;
  const DayFile::Parts& parts = reader.parts();
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
    auto entries = reader.Select(*part, query_.epoch_numbers);
    std::ranges::sort(entries, std::ranges::greater(), &BlockEntry::last_seq);
    for (const BlockEntry& entry : entries) {
      if (budget_.spent()) return;
      if (!filter_.MayBeIn(entry.mask, entry.outcomes)) continue;
      if (!newest_.Wants(entry.epoch_number, entry.last_seq)) continue;
      budget_.Take(entry.rows);
      reader.Search(entry, filter_, newest_);
    }
  }
}

}  // namespace xunjian
