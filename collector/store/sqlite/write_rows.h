#pragma once

#include <cstdint>

#include "collector/decide/changes.h"
#include "collector/store/sqlite/connection.h"

namespace xunjian {

// All rows of `changes`, by the statements of sql/write.sql, inside the caller's transaction.
Result<void> WriteRows(Connection& connection, const NamedSql& write, const Changes& changes,
                       std::uint64_t commit_number);

}  // namespace xunjian
