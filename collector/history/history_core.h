#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "collector/history/history.h"
#include "history_view.h"
#include "journal_writer.h"
#include "recover.h"

namespace xunjian {

// What History is made of. A fold goes its way in four steps: the folder's thread writes day files
// (kNone → kMade), the next Sync puts it into the manifest (→ kInManifest), Committed shows it to
// readers and hands the folded segment over as garbage (→ kNone), the next Fold removes that.
// RollBack takes it out of the manifest again (→ kMade).
class History::Core {
 public:
  Core(FileStorage& storage, Recovered recovered, const HistoryOptions& options,
       std::unique_ptr<DamageLog> damage);

  Result<void> Append(const HistoryEntry& entry);
  Result<std::string> Sync();
  Result<void> RollBack();
  void Committed();
  Result<bool> Fold(const std::stop_token& stop);
  HistoryAnswer Query(const HistoryQuery& query) const;
  HistoryAnswer Latest(const LatestQuery& query) const;
  std::optional<HistoryRow> Find(std::uint64_t epoch_number, std::uint64_t seq) const;
  std::unique_ptr<HistoryWalk> Walk() const;
  std::optional<Timestamp> OldestDayKept() const;
  std::uint64_t committed() const { return committed_.load(); }
  HistoryFigures figures() const;

 private:
  enum class FoldStep { kNone, kMade, kInManifest };
  struct FinishedFold {
    std::uint64_t segment = 0;
    std::vector<DayExtent> grown;
  };

  std::shared_ptr<const HistoryView> View() const;
  SearchTools Tools() const { return {storage_, cache_, *damage_}; }
  std::shared_ptr<const DayFile> Show(const DayExtent& extent) const;

  Result<void> EndAt(Result<void> outcome);
  void PutIntoManifest(const FinishedFold& fold);
  void ShowFold(const FinishedFold& fold, HistoryView& view);

  std::shared_ptr<const JournalSegment> NextToFold() const;
  Result<void> RemoveGarbage();
  Result<bool> FoldSegment(const JournalSegment& segment, const std::stop_token& stop);

  FileStorage& storage_;
  const HistoryFolder folder_;
  const HistoryOptions options_;
  const std::unique_ptr<DamageLog> damage_;
  mutable ShapeCache cache_;

  // The writer's own.
  JournalWriter writer_;
  Manifest manifest_;
  Manifest committed_manifest_;
  std::uint64_t appended_commit_;
  std::optional<Error> final_error_;

  // The folder's own.
  std::optional<Error> final_fold_error_;

  std::atomic<std::uint64_t> committed_;

  mutable std::mutex mutex_;  // of all below
  std::shared_ptr<const HistoryView> view_;
  FoldStep step_ = FoldStep::kNone;
  FinishedFold fold_;
  std::vector<std::string> garbage_;  // paths that no commit names any more
  std::uint64_t results_ = 0;
  std::uint64_t samples_ = 0;
};

}  // namespace xunjian
