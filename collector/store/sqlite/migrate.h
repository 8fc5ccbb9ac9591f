#pragma once

#include <span>
#include <string_view>

#include "collector/store/sqlite/connection.h"

namespace xunjian {

// Every step of the schema, oldest first; steps are added, never changed.
std::span<const std::string_view> Migrations();

// Brings the database to the newest schema, each step in a transaction of its own. kConflict when
// the schema is newer than `steps`, kInvalidArgument when the file is another program's.
Result<void> Migrate(Connection& connection, std::span<const std::string_view> steps);

}  // namespace xunjian
