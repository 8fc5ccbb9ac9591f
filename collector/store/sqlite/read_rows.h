#pragma once

#include <functional>
#include <vector>

#include "collector/decide/changes.h"
#include "collector/store/sqlite/connection.h"

namespace xunjian {

// One row each, from the columns of the statement of the same name in sql/load.sql.
HostRecord ReadHost(Statement& row);
AgentRecord ReadAgent(Statement& row);
Result<EpochRecord> ReadEpoch(Statement& row);
OperatorRecord ReadPerson(Statement& row);
TokenRecord ReadToken(Statement& row);
Arrival ReadArrival(Statement& row);
CheckState ReadState(Statement& row);
IncidentFacts ReadIncident(Statement& row);
IncidentMember ReadMember(Statement& row);
OutboxEntry ReadOutbox(Statement& row);
NewsDeadline ReadNewsDeadline(Statement& row);

// Every row of a bound statement.
template <class Row>
Result<std::vector<Row>> ReadAll(Statement& statement, Row (*read)(Statement&)) {
  std::vector<Row> rows;
  for (;;) {
    const Result<bool> more = statement.Next();
    if (!more) return more.error();
    if (!*more) return rows;
    rows.push_back(read(statement));
  }
}

// The same for a statement of `sql` with these values.
template <class Row, class... Values>
Result<std::vector<Row>> Query(Connection& connection, const NamedSql& sql, std::string_view name,
                               Row (*read)(Statement&), const Values&... values) {
  const Result<Statement*> statement = connection.Named(sql, name);
  if (!statement) return statement.error();
  (*statement)->Bind(values...);
  auto rows = ReadAll(**statement, read);
  (*statement)->Reset();  // a statement left in the middle would keep its snapshot
  return rows;
}

}  // namespace xunjian
