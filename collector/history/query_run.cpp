#include "query_run.h"

#include <algorithm>

#include "hours.h"
#include "journal_search.h"
#include "wrapping.h"

namespace xunjian {
namespace {

constexpr std::uint64_t kNobody = 0;  // the epoch number of a loss of which it is not known

// Puts first what is nearest to the end of time that is asked for first.
template <class Ranges, class Least, class Most>
void OrderByTime(Ranges& ranges, bool newest_first, Least least, Most most) {
  if (newest_first) {
    std::ranges::stable_sort(ranges, std::ranges::greater(), most);
  } else {
    std::ranges::stable_sort(ranges, std::ranges::less(), least);
  }
}

}  // namespace

QueryRun::QueryRun(const HistoryView& view, const HistoryQuery& query, SearchTools tools)
    : view_(view),
      query_(query),
      tools_(tools),
      asked_(query.epoch_numbers),
      filter_(query),
      top_(query) {
  if (!asked_.empty()) asked_.push_back(kNobody);
}

HistoryAnswer QueryRun::Run() {
  for (auto segment = view_.segments.rbegin(); segment != view_.segments.rend(); ++segment) {
    SearchSegment(**segment);
  }
  auto days = view_.days;
  std::ranges::reverse(days);
  OrderByTime(
      days, query_.newest_first, [](const auto& day) { return day->extent().first_hour; },
      [](const auto& day) { return day->extent().last_hour; });
  for (const auto& day : days) SearchDay(*day);
  HistoryAnswer answer;
  answer.cut_short = budget_.spent() || top_.cut_short();
  answer.lost = top_.Lost();
  answer.more_lost = top_.more_lost();
  answer.rows = std::move(top_).Finish();
  return answer;
}

void QueryRun::SearchSegment(const JournalSegment& segment) {
  JournalSearch search(segment, filter_, tools_.cache, tools_.damage);
  for (const SourceBatches& source :
       segment.index().Select({query_.epoch_numbers, filter_.masks()})) {
    if (!top_.Wants(source.observed_min, source.observed_max)) continue;
    for (const std::uint32_t offset : source.offsets) {
      if (budget_.spent()) {
        top_.Miss(source.observed_min, source.observed_max);
        break;
      }
      search.SearchBatch(source.origin, offset, budget_, top_);
    }
  }
  for (const SegmentLoss& loss : segment.losses()) {
    if (MayBeAsked(loss.what.epoch_number)) top_.Lose(loss.what);
  }
}

bool QueryRun::MayBeAsked(std::uint64_t epoch_number) const {
  return asked_.empty() || std::ranges::find(asked_, epoch_number) != asked_.end();
}

void QueryRun::SearchDay(const DayFile& day) {
  const DayExtent& extent = day.extent();
  const std::int64_t first = FirstOfHour(extent.first_hour);
  const std::int64_t last = LastOfHour(extent.last_hour);
  if (!top_.Wants(first, last)) return;
  if (budget_.spent()) return top_.Miss(first, last);
  DayReader reader(tools_.storage, day, tools_.cache, tools_.damage);
  if (!reader.Open()) return top_.Lose({.first_at = At(first), .last_at = At(last)});
  DayFile::Parts parts = reader.parts();
  OrderByTime(
      parts, query_.newest_first, [](const DayPart& part) { return part.footer.observed_min; },
      [](const DayPart& part) { return part.footer.observed_max; });
  for (const DayPart& part : parts) {
    if (!top_.Wants(part.footer.observed_min, part.footer.observed_max)) continue;
    if (budget_.spent()) {
      top_.Miss(part.footer.observed_min, part.footer.observed_max);
    } else {
      SearchPart(part, reader);
    }
  }
}

void QueryRun::SearchPart(const DayPart& part, DayReader& reader) {
  auto entries = reader.Select(part, asked_);
  OrderByTime(entries, query_.newest_first, &BlockEntry::observed_min, &BlockEntry::observed_max);
  for (const BlockEntry& entry : entries) {
    if (!filter_.MayBeIn(entry.mask, entry.outcomes)) continue;
    if (!top_.Wants(entry.observed_min, entry.observed_max)) continue;
    if (budget_.spent()) {
      top_.Miss(entry.observed_min, entry.observed_max);
      continue;
    }
    budget_.Take(entry.rows);
    reader.Search(entry, filter_, top_);
  }
}

}  // namespace xunjian
