#pragma once

#include <memory>
#include <string>

#include "collector/store/store.h"
#include "collector/store/store_reader.h"

namespace xunjian {

struct SqliteOptions {
  // The VFS to open with; "" is SQLite's own. Tests put one that fails here.
  std::string vfs;
};

// Opens the database for writing, creates it (mode 0600) when it is not there, and brings its
// schema up to date. A schema newer than this program is kConflict; another program's file is
// kInvalidArgument. There may be one writing store per file and process: SQLite before 3.51.3 loses
// data when two connections reset the WAL.
Result<std::unique_ptr<Store>> OpenSqliteStore(const std::string& path,
                                               const SqliteOptions& options = {});

// Opens it for reading only, which never touches the file; the store must have been opened before.
Result<std::unique_ptr<StoreReader>> OpenSqliteReader(const std::string& path,
                                                      const SqliteOptions& options = {});

}  // namespace xunjian
