#include "collector/replay/row_tables.h"

namespace xunjian {
namespace {

template <class Row>
std::vector<Row> ValuesOf(const std::map<std::string, Row>& by_name) {
  std::vector<Row> rows;
  for (const auto& [name, row] : by_name) rows.push_back(row);
  return rows;
}

}  // namespace

template <class Row>
void RowTables::Note(const ReplayPlace& place, const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    NamedRow named = NameOf(row);
    places_[{named.subject, std::move(named.name)}] = place;
  }
}

void RowTables::Take(const ReplayPlace& place, const Changes& changes) {
  Note(place, changes.hosts);
  Note(place, changes.agents);
  Note(place, changes.epochs);
  Note(place, changes.tokens);
  Note(place, changes.operators);
  Note(place, changes.arrivals);
  Note(place, changes.states);
  Note(place, changes.incidents);
  Note(place, changes.members);
  Note(place, changes.outbox);
  Note(place, changes.deadlines);
  for (const IncidentFacts& incident : changes.incidents) {
    incidents_[NameOf(incident).name] = incident;
  }
  for (const MemberChange& member : changes.members) members_[NameOf(member).name] = member;
}

template <class Row>
void RowTables::Differ(const Row& row, std::string stored, std::string decided) {
  NamedRow named = NameOf(row);
  const auto place = places_.find({named.subject, named.name});
  differs_({place == places_.end() ? ReplayPlace{} : place->second, std::move(named),
            std::move(stored), std::move(decided)});
}

template <class Row>
void RowTables::CompareRows(const std::vector<Row>& stored, const std::vector<Row>& decided) {
  std::map<std::string, const Row*> left;
  for (const Row& row : decided) left[NameOf(row).name] = &row;
  for (const Row& row : stored) {
    const RowFacts facts = FactsOf(row);
    const auto same = left.find(NameOf(row).name);
    if (same == left.end()) {
      Differ(row, Differing(facts, nullptr), "");
      continue;
    }
    const RowFacts came = FactsOf(*same->second);
    if (facts != came) Differ(row, Differing(facts, &came), Differing(came, &facts));
    left.erase(same);
  }
  for (const auto& [name, row] : left) Differ(*row, "", Differing(FactsOf(*row), nullptr));
}

void RowTables::Compare(const RecordedEnd& stored, const Changes& rows) {
  CompareRows(stored.rows.hosts, rows.hosts);
  CompareRows(stored.rows.agents, rows.agents);
  CompareRows(stored.rows.epochs, rows.epochs);
  CompareRows(stored.rows.tokens, rows.tokens);
  CompareRows(stored.rows.operators, rows.operators);
  CompareRows(stored.rows.states, rows.states);
  CompareRows(stored.rows.arrivals, rows.arrivals);
  CompareRows(stored.rows.outbox, rows.outbox);
  CompareRows(stored.rows.deadlines, rows.deadlines);
  std::vector<IncidentFacts> incidents;
  std::vector<MemberChange> members;
  for (const RecordedIncident& incident : stored.incidents) {
    incidents.push_back(incident.facts);
    for (const IncidentMember& member : incident.members) {
      members.push_back({incident.facts.id, member});
    }
  }
  CompareRows(incidents, ValuesOf(incidents_));
  CompareRows(members, ValuesOf(members_));
}

}  // namespace xunjian
