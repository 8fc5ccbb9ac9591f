#pragma once

#include <vector>

#include "collector/incident/incident.h"
#include "collector/store/sqlite/connection.h"
#include "proto/words/operator_words.h"

namespace xunjian {

// One row each, from the columns of the statement of the same name in sql/read.sql.
HostRow ReadHostRow(Statement& row);
StateRow ReadStateRow(Statement& row);
GapRow ReadGapRow(Statement& row);
TimelineRow ReadTimelineRow(Statement& row);
NotificationRow ReadNotificationRow(Statement& row);
TokenRow ReadTokenRow(Statement& row);
OperatorRow ReadOperatorRow(Statement& row);
AppliedPolicy ReadPolicy(Statement& row);  // "policy_in_force" of sql/load.sql

// What people see of an incident.
IncidentRow RowOf(const Incident& incident);
std::vector<IncidentMemberRow> MemberRowsOf(const Incident& incident);

}  // namespace xunjian
