#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/file_storage.h"
#include "collector/history/fold_loop.h"
#include "collector/store/store.h"

namespace xunjian {

struct SqliteOptions {
  // The VFS to open with; "" is one of SQLite's own. Tests put one that fails here.
  std::string vfs;
  HistoryOptions history;
  // Room taken ahead, for the group that finds the disk full; one that needs more waits for room.
  std::uint64_t reserve_bytes = 16 << 20;
  // With them the store folds its history on a thread of its own; none: the journal only grows.
  std::optional<FoldLoop::Hooks> fold;
};

// Opens the database for writing, creates it (mode 0600) when it is not there, and brings its
// schema up to date; results are kept beside it, in the folder `path` + ".history", and room for
// bad times in `path` + ".reserve", which is given up to open: a full disk is no obstacle, not even
// one without a free block. While it is open no other process can read the database. A schema
// newer than this program is kConflict; another program's file is kInvalidArgument. There may be
// one store per file and process: SQLite before 3.51.3 loses data when two connections reset the
// WAL. `storage`, which holds the results, outlives the store.
Result<std::unique_ptr<Store>> OpenSqliteStore(FileStorage& storage, const std::string& path,
                                               const SqliteOptions& options = {});

}  // namespace xunjian
