#include <algorithm>

#include "day_format.h"
#include "history_core.h"
#include "wrapping.h"

namespace xunjian {
namespace {

constexpr std::size_t kNewestDays = 7;

Timestamp DayOf(const DayFile& day) { return Timestamp(std::chrono::days(day.extent().day)); }

// The sums of a day stand in its last footer; one that is damaged leaves them at nothing.
void AddDay(FileStorage& storage, const DayFile& day, HistoryFigures& figures) {
  figures.bytes_per_day = day.extent().bytes;
  const auto file = storage.OpenRead(day.path());
  if (!file || day.extent().bytes < kFooterFrameBytes) return;
  const std::uint64_t at = day.extent().bytes - kFooterFrameBytes;
  const auto frame = (*file)->Read(at, kFooterFrameBytes);
  const auto footer = frame ? ReadFooter(*frame, day.seed(), at) : std::nullopt;
  if (!footer) return;
  figures.day_results = footer->results;
  figures.day_samples = footer->samples;
}

// From the oldest result of the journal to the newest; a segment whose file is gone has none.
Duration SpanOf(const HistoryView& view) {
  std::optional<std::int64_t> first;
  std::int64_t last = 0;
  for (const auto& segment : view.segments) {
    const auto span = segment->index().span();
    if (span.batches == 0) continue;
    if (!first) first = span.first_received_ms;
    last = span.last_received_ms;
  }
  return Duration(first ? WrapTimes(WrapMinus(last, *first), kMillisecond) : 0);
}

}  // namespace

HistoryFigures History::Core::figures() const {
  HistoryFigures figures;
  std::shared_ptr<const HistoryView> view;
  {
    const std::scoped_lock lock(mutex_);
    view = view_;
    figures.results = results_;
    figures.samples = samples_;
  }
  figures.damaged_records = damage_->records();
  figures.damaged_blocks = damage_->blocks();
  for (const auto& segment : view->segments) figures.journal_bytes += segment->bytes();
  figures.segments_waiting = view->segments.size() - (view->last_is_open ? 1 : 0);
  figures.fold_lag = SpanOf(*view);
  figures.days = view->days.size();
  figures.days_kept = options_.days;
  for (const auto& day : view->days) figures.day_bytes += day->extent().bytes;
  if (view->days.empty()) return figures;
  figures.oldest_day = DayOf(*view->days.front());
  for (auto day = view->days.rbegin(); day != view->days.rend(); ++day) {
    if (figures.newest_days.size() == kNewestDays) break;
    figures.newest_days.push_back({DayOf(**day), (*day)->extent().bytes});
  }
  const std::size_t whole = view->days.size() > 1 ? view->days.size() - 2 : 0;
  AddDay(storage_, *view->days[whole], figures);
  return figures;
}

}  // namespace xunjian
