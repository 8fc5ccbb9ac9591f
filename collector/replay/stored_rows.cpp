#include "collector/replay/stored_rows.h"

namespace xunjian {
namespace {

void AddHosts(const Model& model, Changes& rows) {
  for (const auto& [name, host] : model.hosts) {
    rows.hosts.push_back(host.record);
    for (const auto& [id, run] : host.runs) {
      if (!run.arrival.key.assignment.empty()) rows.arrivals.push_back(run.arrival);
      for (const auto& [item, state] : run.states) rows.states.push_back(state);
    }
  }
  for (const auto& [id, agent] : model.agents) {
    rows.agents.push_back(agent.record);
    for (const auto& [epoch, record] : agent.epochs) rows.epochs.push_back(record);
  }
}

void AddIncidents(const Model& model, Changes& rows) {
  for (const auto& [id, incident] : model.incidents) {
    rows.incidents.push_back(incident.facts);
    for (const auto& [key, member] : incident.members) rows.members.push_back({id, member});
  }
}

}  // namespace

Changes StoredRowsOf(const Model& model) {
  Changes rows;
  AddHosts(model, rows);
  AddIncidents(model, rows);
  for (const auto& [id, token] : model.tokens) rows.tokens.push_back(token);
  for (const auto& [id, person] : model.operators) rows.operators.push_back(person);
  for (const auto& [id, entry] : model.outbox) rows.outbox.push_back(entry);
  for (const auto& [key, due] : model.deadlines) rows.deadlines.push_back({key, due});
  return rows;
}

Model GrownAnew(const Model& model) {
  Model grown;
  Apply(StoredRowsOf(model), grown);
  grown.last_epoch_number = model.last_epoch_number;
  grown.last_incident = model.last_incident;
  grown.last_outbox = model.last_outbox;
  return grown;
}

}  // namespace xunjian
