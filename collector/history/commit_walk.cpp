#include "commit_walk.h"

#include <algorithm>
#include <tuple>

#include "journal_search.h"

namespace xunjian {
namespace {

class KeepAll final : public RowSink {
 public:
  explicit KeepAll(std::vector<HistoryRow>& to) : to_(to) {}
  void Take(const SeenRow& row) override { to_.push_back(Keep(row)); }

 private:
  std::vector<HistoryRow>& to_;
};

auto PlaceOf(const HistoryRow& row) { return std::tuple(row.commit, row.order, row.seq); }

}  // namespace

CommitWalk::CommitWalk(std::shared_ptr<const HistoryView> view, SearchTools tools)
    : view_(std::move(view)), tools_(tools) {
  for (const auto& segment : view_->segments) {
    stretches_[segment->number()].segment = segment.get();
  }
  for (const auto& day : view_->days) {
    DayReader reader(tools_.storage, *day, tools_.cache, tools_.damage);
    if (!reader.Open()) continue;
    for (const DayPart& part : reader.parts()) {
      stretches_[part.footer.segment].parts.push_back({day.get(), part});
    }
  }
}

// A commit may begin at the end of one segment and end in the next.
std::vector<HistoryRow> CommitWalk::Next() {
  while (!stretches_.empty() &&
         (next_ == rows_.size() || rows_[next_].commit == rows_.back().commit)) {
    const auto first = stretches_.begin();
    LoadStretch(first->second);
    stretches_.erase(first);
  }
  std::vector<HistoryRow> found;
  while (next_ < rows_.size() && (found.empty() || rows_[next_].commit == found.front().commit)) {
    found.push_back(std::move(rows_[next_++]));
  }
  return found;
}

void CommitWalk::LoadStretch(const Stretch& stretch) {
  rows_.erase(rows_.begin(), rows_.begin() + static_cast<std::ptrdiff_t>(next_));
  next_ = 0;
  KeepAll keep(rows_);
  if (stretch.segment) ReadSegment(*stretch.segment, keep);
  for (const Part& part : stretch.parts) ReadPart(part, keep);
  std::ranges::sort(rows_, {}, &PlaceOf);
}

void CommitWalk::ReadSegment(const JournalSegment& segment, RowSink& to) {
  SearchBudget unbounded;
  JournalSearch search(segment, everything_, tools_.cache, tools_.damage);
  for (const SourceBatches& source : segment.index().Select({})) {
    for (const std::uint32_t offset : source.offsets) {
      search.SearchBatch(source.origin, offset, unbounded, to);
    }
  }
}

void CommitWalk::ReadPart(const Part& part, RowSink& to) {
  DayReader reader(tools_.storage, *part.day, tools_.cache, tools_.damage);
  if (!reader.Open()) return;
  for (const BlockEntry& entry : reader.Select(part.part, {})) {
    reader.Search(entry, everything_, to);
  }
}

}  // namespace xunjian
