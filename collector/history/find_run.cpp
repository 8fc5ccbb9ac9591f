#include "find_run.h"

#include <algorithm>
#include <span>

#include "journal_search.h"

namespace xunjian {

std::optional<HistoryRow> FindRun::Run() {
  for (const auto& segment : view_.segments) SearchSegment(*segment);
  if (!sink_.found()) SearchDays();
  return std::move(sink_.found());
}

void FindRun::SearchSegment(const JournalSegment& segment) {
  JournalSearch search(segment, filter_, tools_.cache, tools_.damage);
  const std::span<const std::uint64_t> epoch_numbers(&epoch_number_, 1);
  for (const SourceBatches& source : segment.index().Select({epoch_numbers, {}})) {
    if (source.last_seq < sink_.seq()) continue;
    for (const std::uint32_t offset : source.offsets) {
      if (sink_.found() || budget_.spent()) return;
      search.SearchBatch(source.origin, offset, budget_, sink_);
    }
  }
}

void FindRun::SearchDays() {
  std::vector<Place> places;
  for (const auto& day : view_.days) CollectPlaces(*day, places);
  std::ranges::stable_sort(places, {}, [](const Place& place) { return place.entry.last_seq; });
  for (const Place& place : places) {
    if (sink_.found() || budget_.spent()) return;
    budget_.Take(place.entry.rows);
    DayReader reader(tools_.storage, *place.day, tools_.cache, tools_.damage);
    if (reader.Open()) reader.Search(place.entry, filter_, sink_);
  }
}

void FindRun::CollectPlaces(const DayFile& day, std::vector<Place>& to) {
  DayReader reader(tools_.storage, day, tools_.cache, tools_.damage);
  if (!reader.Open()) return;
  for (const DayPart& part : reader.parts()) {
    for (const BlockEntry& entry : reader.Select(part, {&epoch_number_, 1})) {
      if (entry.last_seq >= sink_.seq()) to.push_back({entry, &day});
    }
  }
}

}  // namespace xunjian
