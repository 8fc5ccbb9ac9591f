#include "collector/decide/model.h"

namespace xunjian {
namespace {

template <class Map, class Key>
auto* FindIn(Map& map, const Key& key) {
  const auto found = map.find(key);
  return found == map.end() ? nullptr : &found->second;
}

}  // namespace

const HostModel* Model::FindHost(std::string_view name) const { return FindIn(hosts, name); }

const AgentModel* Model::FindAgent(std::string_view id) const { return FindIn(agents, id); }

const RunModel* Model::FindRun(const RunKey& key) const {
  const HostModel* host = FindHost(key.host);
  return host ? FindIn(host->runs, key.assignment) : nullptr;
}

const CheckState* Model::FindState(const StateKey& key) const {
  const RunModel* run = FindRun({key.host, key.assignment});
  return run ? FindIn(run->states, key.item) : nullptr;
}

}  // namespace xunjian
