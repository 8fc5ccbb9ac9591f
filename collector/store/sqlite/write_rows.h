#pragma once

#include "collector/decide/changes.h"
#include "collector/store/sqlite/connection.h"

namespace xunjian {

// All rows of `changes` but the results, by the statements of sql/write.sql, inside the caller's
// transaction.
Result<void> WriteRows(Connection& connection, const NamedSql& write, const Changes& changes);

}  // namespace xunjian
