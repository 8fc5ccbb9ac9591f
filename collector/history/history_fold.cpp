#include "history_core.h"
#include "segment_fold.h"

namespace xunjian {

Result<bool> History::Core::Fold(const std::stop_token& stop) {
  if (final_fold_error_) return *final_fold_error_;
  auto folded = [&]() -> Result<bool> {
    if (auto removed = RemoveGarbage(); !removed) return removed.error();
    const auto segment = NextToFold();
    return segment ? FoldSegment(*segment, stop) : Result<bool>(false);
  }();
  if (!folded && folded.error().code() != ErrorCode::kUnavailable) {
    final_fold_error_ = folded.error();
  }
  return folded;
}

// A path leaves the list only when its file has left the disk.
Result<void> History::Core::RemoveGarbage() {
  for (;;) {
    std::string path;
    {
      const std::scoped_lock lock(mutex_);
      if (garbage_.empty()) return Ok();
      path = garbage_.back();
    }
    const auto removed = storage_.Remove(path);
    if (!removed && removed.error().code() != ErrorCode::kNotFound) return removed;
    const std::scoped_lock lock(mutex_);
    garbage_.erase(std::ranges::find(garbage_, path));
  }
}

// Null: the oldest segment is still written, there is none, or a fold waits for its commit.
std::shared_ptr<const JournalSegment> History::Core::NextToFold() const {
  const std::scoped_lock lock(mutex_);
  const std::size_t open = view_->last_is_open ? 1 : 0;
  if (step_ != FoldStep::kNone || view_->segments.size() <= open) return nullptr;
  return view_->segments.front();
}

Result<bool> History::Core::FoldSegment(const JournalSegment& segment,
                                        const std::stop_token& stop) {
  std::vector<DayExtent> days;
  for (const auto& day : View()->days) days.push_back(day->extent());
  auto grown = SegmentFold(storage_, folder_, segment, days, *damage_).Run(stop);
  if (!grown) return grown.error().WithContext({"cannot fold the history", "无法归并历史数据"});
  if (!*grown) return false;
  const std::scoped_lock lock(mutex_);
  fold_ = {segment.number(), **std::move(grown)};
  step_ = FoldStep::kMade;
  return true;
}

}  // namespace xunjian
