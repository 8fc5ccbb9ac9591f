#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>

#include "collector/decide/changes.h"

namespace xunjian {

// One assignment of a host, with what is known of its results and items.
struct RunModel {
  const Assignment* assignment = nullptr;  // into HostModel::assignments; null: no longer assigned
  Arrival arrival;
  std::shared_ptr<const ResultShape> steady_shape;  // see RunShape
  Timestamp settled_at;
  std::map<std::string, CheckState, std::less<>> states;  // by item
};

struct HostModel {
  HostRecord record;
  std::shared_ptr<const AssignmentSet> assignments;   // null before the policy was compiled for it
  std::map<std::string, RunModel, std::less<>> runs;  // by assignment id
  std::size_t state_count = 0;
};

struct AgentModel {
  AgentRecord record;
  SessionId session = 0;                        // its newest stream; 0: none
  ListenedTime heard;                           // said something
  ListenedTime worked;                          // brought a result, or said that a check ended
  std::uint64_t checks_run = 0;                 // as it said
  ListenedTime doubted;                         // a copy of it was seen
  std::optional<ListenedTime> back;             // its first hello to this process
  std::map<std::uint64_t, EpochRecord> epochs;  // by the agent's own epoch value
};

// Everything the collector decides on, in memory. Only Apply changes it.
struct Model {
  std::map<std::string, HostModel, std::less<>> hosts;
  std::map<std::string, AgentModel, std::less<>> agents;
  std::map<std::string, TokenRecord, std::less<>> tokens;
  std::map<std::string, OperatorRecord, std::less<>> operators;   // by id
  std::map<std::uint64_t, Incident> incidents;                    // those not solved
  std::map<MemberKey, std::uint64_t> memberships;                 // state → its unsolved incident
  std::map<std::string, std::uint64_t, std::less<>> open_groups;  // group → its unsolved incident
  std::map<std::uint64_t, OutboxEntry> outbox;                    // those pending
  std::map<NewsDeadlineKey, Timestamp> deadlines;
  std::map<std::string, std::weak_ptr<const AssignmentSet>, std::less<>> sets;  // by version
  SteadyTime now;                // of the newest tick
  ListenedTime listened;         // until then
  ListenedTime listening_since;  // when this process began
  std::uint64_t last_epoch_number = 0;
  std::uint64_t last_incident = 0;
  std::uint64_t last_outbox = 0;

  const HostModel* FindHost(std::string_view name) const;  // null: unknown
  const AgentModel* FindAgent(std::string_view id) const;  // null: unknown
  const RunModel* FindRun(const RunKey& key) const;        // null: unknown
  const CheckState* FindState(const StateKey& key) const;  // null: unknown

  // The listening clock at a tick that is not applied yet.
  ListenedTime ListenedAt(SteadyTime tick) const { return listened + (tick - now); }
};

// The collector listened until then: what every tick does, whatever else it decides.
void PassTime(SteadyTime now, Model& model);

// The model after the changes; how it grows live and from Store::Load alike.
void Apply(const Changes& changes, Model& model);

}  // namespace xunjian
