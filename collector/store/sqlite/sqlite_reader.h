#pragma once

#include "collector/store/sqlite/sqlite_store.h"

namespace xunjian {

// Private to the room: opens the database for reading only, which never touches the file.
Result<std::unique_ptr<StoreReader>> OpenSqliteReader(const std::string& path,
                                                      const SqliteOptions& options,
                                                      std::shared_ptr<const History> history);

}  // namespace xunjian
