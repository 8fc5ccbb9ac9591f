#include "collector/store/sqlite/load_rows.h"

#include <limits>

#include "collector/store/sqlite/query_rows.h"
#include "collector/store/sqlite/read_rows.h"

namespace xunjian {
namespace {

// Fills one list after another until a query fails, and keeps what that one said.
class Loader {
 public:
  Loader(Connection& connection, const NamedSql& load) : connection_(connection), load_(load) {}

  template <class Row, class... Values>
  void Fill(std::vector<Row>& rows, std::string_view name, Row (*read)(Statement&),
            const Values&... values) {
    if (!outcome_) return;
    auto found = Query(connection_, load_, name, read, values...);
    if (found) {
      rows = std::move(*found);
    } else {
      outcome_ = found.error();
    }
  }

  const Result<void>& outcome() const { return outcome_; }

 private:
  Connection& connection_;
  const NamedSql& load_;
  Result<void> outcome_ = Ok();
};

struct LastNumbers {
  std::uint64_t incident = 0;
  std::uint64_t outbox = 0;
};

LastNumbers ReadLastNumbers(Statement& row) {
  LastNumbers last;
  last.incident = row.Unsigned();
  last.outbox = row.Unsigned();
  return last;
}

ListenedTime ReadListened(Statement& row) { return row.Listened(); }

Result<void> TakeEpochs(std::vector<Result<EpochRecord>> read, Changes& rows) {
  for (Result<EpochRecord>& epoch : read) {
    if (!epoch) return epoch.error();
    rows.epochs.push_back(std::move(*epoch));
  }
  return Ok();
}

Result<void> TakeMembers(Connection& connection, const NamedSql& load, Changes& rows) {
  for (const IncidentFacts& facts : rows.incidents) {
    auto members = Query(connection, load, "members", &ReadMember, facts.id);
    if (!members) return members.error();
    for (IncidentMember& member : *members) rows.members.push_back({facts.id, std::move(member)});
  }
  return Ok();
}

}  // namespace

Result<LoadedStore> LoadRows(Connection& connection, const NamedSql& load) {
  LoadedStore loaded;
  Changes& rows = loaded.rows;
  std::vector<Result<EpochRecord>> epochs;
  std::vector<AppliedPolicy> policies;
  std::vector<LastNumbers> last;
  std::vector<ListenedTime> listened;
  Loader from(connection, load);
  from.Fill(rows.hosts, "hosts", &ReadHost);
  from.Fill(rows.agents, "agents", &ReadAgent);
  from.Fill(epochs, "epochs", &ReadEpoch);
  from.Fill(rows.operators, "people", &ReadPerson);
  from.Fill(rows.tokens, "tokens", &ReadToken);
  from.Fill(rows.arrivals, "arrivals", &ReadArrival);
  from.Fill(rows.states, "states", &ReadState);
  from.Fill(rows.incidents, "unsolved_incidents", &ReadIncident);
  from.Fill(rows.outbox, "pending_outbox", &ReadOutbox, Timestamp::max(), -1);
  from.Fill(rows.deadlines, "news_deadlines", &ReadNewsDeadline);
  from.Fill(policies, "policy_in_force", &ReadPolicy);
  from.Fill(last, "last_numbers", &ReadLastNumbers);
  from.Fill(listened, "listened", &ReadListened);
  if (!from.outcome()) return from.outcome().error();
  if (const auto taken = TakeEpochs(std::move(epochs), rows); !taken) return taken.error();
  if (const auto taken = TakeMembers(connection, load, rows); !taken) return taken.error();
  if (!policies.empty()) loaded.policy_text = std::move(policies.front().text);
  loaded.last_incident = last.front().incident;
  loaded.last_outbox = last.front().outbox;
  if (!listened.empty()) loaded.listened = listened.front();
  return loaded;
}

Result<Incident> LoadMembers(Connection& connection, const NamedSql& load, IncidentFacts facts) {
  auto members = Query(connection, load, "members", &ReadMember, facts.id);
  if (!members) return members.error();
  Incident incident;
  incident.facts = std::move(facts);
  for (IncidentMember& member : *members) {
    const MemberKey key = member.key;
    incident.members.emplace(key, std::move(member));
  }
  return incident;
}

}  // namespace xunjian
