#pragma once

#include "collector/store/sqlite/connection.h"
#include "collector/store/sqlite/sql_files.h"
#include "collector/store/store.h"

namespace xunjian {

// Everything a model grows from, by the statements of sql/load.sql.
Result<LoadedStore> LoadRows(Connection& connection, const NamedSql& load);

// An incident with its members.
Result<Incident> LoadMembers(Connection& connection, const NamedSql& load, IncidentFacts facts);

}  // namespace xunjian
