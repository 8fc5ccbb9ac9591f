#pragma once

#include <vector>

#include "collector/incident/incident.h"
#include "collector/store/sqlite/connection.h"
#include "proto/words/operator_words.h"

namespace xunjian {

// One row each, from the columns of the statement of the same name in sql/read.sql.
HostRow ReadHostRow(Statement& row);
StateRow ReadStateRow(Statement& row);
TimelineRow ReadTimelineRow(Statement& row);
TokenRow ReadTokenRow(Statement& row);
OperatorRow ReadOperatorRow(Statement& row);

// What people see of an incident.
IncidentRow RowOf(const Incident& incident);
std::vector<IncidentMemberRow> MemberRowsOf(const Incident& incident);

// Over these hosts, newest first, at most `limit`.
Result<std::vector<ResultRow>> ReadNewestResults(Connection& connection, const NamedSql& read,
                                                 const std::vector<HostRow>& hosts,
                                                 const ResultQuery& query, std::uint32_t limit);

// The newest result of every assignment of the host.
Result<std::vector<CheckResult>> ReadNewestOfEach(Connection& connection, const NamedSql& read,
                                                  const std::string& host);

}  // namespace xunjian
