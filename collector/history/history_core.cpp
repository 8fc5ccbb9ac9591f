#include "history_core.h"

#include <algorithm>

#include "commit_walk.h"
#include "find_run.h"
#include "latest_run.h"
#include "query_run.h"

namespace xunjian {

History::Core::Core(FileStorage& storage, Recovered recovered, const HistoryOptions& options,
                    std::unique_ptr<DamageLog> damage)
    : storage_(storage),
      folder_(recovered.folder),
      options_(options),
      damage_(std::move(damage)),
      writer_(storage, recovered.folder, options, recovered.next_segment),
      manifest_(std::move(recovered.manifest)),
      committed_manifest_(manifest_),
      appended_commit_(options.last_commit),
      committed_(options.last_commit) {
  HistoryView view;
  view.segments.assign(recovered.segments.begin(), recovered.segments.end());
  for (const DayExtent& extent : manifest_.days) view.days.push_back(Show(extent));
  view_ = std::make_shared<const HistoryView>(std::move(view));
}

std::shared_ptr<const HistoryView> History::Core::View() const {
  const std::scoped_lock lock(mutex_);
  return view_;
}

std::shared_ptr<const DayFile> History::Core::Show(const DayExtent& extent) const {
  const std::string name = DayName(extent.day);
  const std::uint32_t seed = SeedOf(folder_.history, name);
  return std::make_shared<const DayFile>(folder_.PathOf(name), seed, DayStart(name, seed).size(),
                                         extent);
}

Result<void> History::Core::EndAt(Result<void> outcome) {
  if (!outcome && outcome.error().code() != ErrorCode::kUnavailable) final_error_ = outcome.error();
  return outcome;
}

Result<void> History::Core::Append(const HistoryEntry& entry) {
  if (final_error_) return *final_error_;
  appended_commit_ = entry.commit;
  return EndAt(writer_.Append(entry));
}

Result<void> History::Core::RollBack() {
  if (final_error_) return *final_error_;
  if (auto back = writer_.RollBack(); !back) {
    final_error_ = back.error();
    return back;
  }
  manifest_ = committed_manifest_;
  const std::scoped_lock lock(mutex_);
  if (step_ == FoldStep::kInManifest) step_ = FoldStep::kMade;
  return Ok();
}

Result<std::string> History::Core::Sync() {
  if (final_error_) return *final_error_;
  if (const auto synced = EndAt(writer_.Sync()); !synced) return synced.error();
  for (const auto& [number, bytes] : writer_.Sizes()) {
    const std::size_t index = number - manifest_.first_segment;
    if (index >= manifest_.segment_bytes.size()) manifest_.segment_bytes.resize(index + 1);
    manifest_.segment_bytes[index] = bytes;
  }
  const std::scoped_lock lock(mutex_);
  if (step_ == FoldStep::kMade) {
    PutIntoManifest(fold_);
    step_ = FoldStep::kInManifest;
  }
  return EncodeManifest(manifest_);
}

void History::Core::PutIntoManifest(const FinishedFold& fold) {
  manifest_.first_segment = fold.segment + 1;
  manifest_.segment_bytes.erase(manifest_.segment_bytes.begin());
  auto& days = manifest_.days;
  for (const DayExtent& extent : fold.grown) {
    const auto at = std::ranges::lower_bound(days, extent.day, {}, &DayExtent::day);
    if (at != days.end() && at->day == extent.day) {
      *at = extent;
    } else {
      days.insert(at, extent);
    }
  }
  if (days.size() > options_.days) {
    days.erase(days.begin(), days.end() - static_cast<std::ptrdiff_t>(options_.days));
  }
}

void History::Core::Committed() {
  const auto begun = writer_.Publish();
  committed_manifest_ = manifest_;
  const std::scoped_lock lock(mutex_);
  results_ = writer_.results();
  samples_ = writer_.samples();
  if (begun.empty() && step_ != FoldStep::kInManifest) {
    committed_ = appended_commit_;
    return;
  }
  HistoryView next = *view_;
  next.segments.insert(next.segments.end(), begun.begin(), begun.end());
  next.last_is_open = next.last_is_open || !begun.empty();
  if (step_ == FoldStep::kInManifest) {
    ShowFold(fold_, next);
    step_ = FoldStep::kNone;
  }
  view_ = std::make_shared<const HistoryView>(std::move(next));
  committed_ = appended_commit_;
}

void History::Core::ShowFold(const FinishedFold& fold, HistoryView& view) {
  std::erase_if(view.segments,
                [&fold](const auto& segment) { return segment->number() == fold.segment; });
  garbage_.push_back(folder_.PathOf(JournalName(fold.segment)));
  std::vector<std::shared_ptr<const DayFile>> days;
  for (const DayExtent& extent : manifest_.days) {
    const auto known = std::ranges::find_if(
        view.days, [&extent](const auto& day) { return day->extent() == extent; });
    days.push_back(known == view.days.end() ? Show(extent) : *known);
  }
  for (const auto& day : view.days) {
    const auto kept = std::ranges::find(manifest_.days, day->extent().day, &DayExtent::day);
    if (kept == manifest_.days.end()) garbage_.push_back(day->path());
  }
  for (const DayExtent& extent : fold.grown) {
    const auto kept = std::ranges::find(manifest_.days, extent.day, &DayExtent::day);
    if (kept == manifest_.days.end()) garbage_.push_back(folder_.PathOf(DayName(extent.day)));
  }
  view.days = std::move(days);
}

HistoryAnswer History::Core::Query(const HistoryQuery& query) const {
  return QueryRun(*View(), query, Tools()).Run();
}

HistoryAnswer History::Core::Latest(const LatestQuery& query) const {
  return LatestRun(*View(), query, Tools()).Run();
}

std::optional<HistoryRow> History::Core::Find(std::uint64_t epoch_number, std::uint64_t seq) const {
  return FindRun(*View(), epoch_number, seq, Tools()).Run();
}

std::unique_ptr<HistoryWalk> History::Core::Walk() const {
  return std::make_unique<CommitWalk>(View(), Tools());
}

std::optional<Timestamp> History::Core::OldestDayKept() const {
  if (manifest_.days.size() < options_.days) return std::nullopt;
  return Timestamp(std::chrono::days(manifest_.days.front().day));
}

}  // namespace xunjian
