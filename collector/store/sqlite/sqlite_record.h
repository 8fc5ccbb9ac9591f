#pragma once

#include "collector/store/sqlite/sqlite_store.h"

namespace xunjian {

// Private to the room: what was committed until now, on a connection of its own. The history
// outlives it.
Result<std::unique_ptr<RecordSource>> OpenSqliteRecord(const std::string& path,
                                                       const SqliteOptions& options,
                                                       std::shared_ptr<const History> history);

}  // namespace xunjian
