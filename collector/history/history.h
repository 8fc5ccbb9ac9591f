#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "base/file_storage.h"
#include "collector/history/history_words.h"

namespace xunjian {

struct HistoryOptions {
  std::uint64_t segment_bytes = 64 << 20;  // a journal segment is sealed when it is so long
  Duration segment_age = std::chrono::minutes(30);  // or spans so much time of reception
  std::uint64_t last_commit = 0;                    // of the store, when the history is opened
  std::size_t days = 400;  // day files that are kept; days without a result do not count
};

// Every result on disk, in a folder of its own: first in the journal, synced before the store
// commits, later folded into one compressed file a day (of reception, UTC). What is committed is
// what the manifest says that the store's commit carries; all else is cut off at Open. Format and
// reasons: docs/decisions/0008-history.md.
//
// Append, Sync, RollBack and Committed belong to one thread (the engine's), Fold to one other
// (FoldLoop); the rest is thread-safe.
// `storage` outlives it.
class History {
 public:
  // `committed_manifest` is what the store holds; "" begins a new history and removes what lies in
  // the folder. Damage in the files is no error: it is counted in figures(). A manifest that is
  // damaged, or of a newer version, is kInternal.
  static Result<std::unique_ptr<History>> Open(FileStorage& storage, std::string folder,
                                               std::string_view committed_manifest,
                                               HistoryOptions options = {});
  ~History();  // as a crash

  // Buffered. kUnavailable: no room; roll back, and append it all again later. Any other failure is
  // final: every later Append and Sync return it.
  Result<void> Append(const HistoryEntry& entry);
  // What was appended is on disk, and is history once a commit carries the returned manifest (a few
  // bytes for each day kept). Failures are those of Append; a failed fdatasync is always final.
  Result<std::string> Sync();
  // No commit carries what was appended since the last one, and none ever will: it leaves the disk
  // and its room with it.
  Result<void> RollBack();
  // The manifest of the last Sync is committed: readers see it from now on.
  void Committed();

  // Folds the oldest sealed segment into day files; the next Sync carries it. False: nothing to do,
  // or the fold before waits for its commit. kUnavailable: no room, try later; any other failure is
  // final. It takes seconds; `stop` makes it give up, and it leaves nothing that counts.
  Result<bool> Fold(std::stop_token stop = {});

  // Damage is no error: what is readable is the answer, the rest is counted in figures().
  HistoryAnswer Query(const HistoryQuery& query) const;
  HistoryAnswer Latest(const LatestQuery& query) const;  // in no order
  std::optional<HistoryRow> Find(std::uint64_t epoch_number, std::uint64_t seq) const;
  // Every result there is at this moment, commit by commit. The history outlives it.
  std::unique_ptr<HistoryWalk> Walk() const;
  // The day the kept ones begin with; nothing as long as none had to go. The writer's to ask.
  std::optional<Timestamp> OldestDayKept() const;
  // The newest commit whose results every question asked from now on sees.
  std::uint64_t committed() const;
  HistoryFigures figures() const;

 private:
  class Core;
  explicit History(std::unique_ptr<Core> core);

  std::unique_ptr<Core> core_;
};

}  // namespace xunjian
