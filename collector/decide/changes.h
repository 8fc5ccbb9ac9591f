#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "collector/decide/effect.h"
#include "collector/decide/policy.h"
#include "collector/decide/records.h"
#include "collector/incident/arrival.h"
#include "collector/incident/check_state.h"
#include "collector/incident/incident.h"
#include "proto/columns/column_batch.h"

namespace xunjian {

// The new results of one batch: history.
struct AcceptedResults {
  std::string agent_id;
  std::string host;
  std::uint64_t epoch_number = 0;
  Timestamp received_at;
  std::shared_ptr<const ColumnBatch> batch;
  std::vector<std::uint32_t> fresh;  // indexes into batch->rows(), ascending
};

// The shape of a run's newest result: one more of it changes no state (settle_states.cpp).
struct RunShape {
  RunKey key;
  std::shared_ptr<const ResultShape> shape;  // null: the next result is settled item by item
  Timestamp settled_at;                      // when that was done last
};

struct MemberChange {
  std::uint64_t incident = 0;
  IncidentMember member;
};

struct AssignedSet {
  std::string host;
  std::shared_ptr<const AssignmentSet> set;
};

// What one event changes: whole rows with their new values. Store::Load gives the same shape, so
// that a model grows from a database as it grew from events.
struct Changes {
  // Rows, written in one transaction.
  std::vector<HostRecord> hosts;
  std::vector<AgentRecord> agents;
  std::vector<EpochRecord> epochs;
  std::vector<EpochRecord> removed_epochs;
  std::vector<TokenRecord> tokens;
  std::vector<OperatorRecord> operators;
  std::optional<PolicyRecord> policy;
  std::optional<AcceptedResults> results;
  std::vector<GapRecord> gaps;  // append only
  std::vector<CheckState> states;
  std::vector<StateKey> removed_states;
  std::vector<Arrival> arrivals;
  std::vector<RunKey> removed_arrivals;
  std::vector<IncidentFacts> incidents;
  std::vector<MemberChange> members;
  std::vector<TimelineEntry> timeline;  // append only
  std::vector<OutboxEntry> outbox;
  std::vector<NewsDeadline> deadlines;
  std::vector<NewsDeadlineKey> removed_deadlines;
  std::optional<EventRecord> event;  // append only; the Recorder's, no stage's

  // Known to the model only; they follow from rows and policy, or live as long as the process.
  std::vector<AssignedSet> assigned;
  std::vector<RunShape> shapes;
  std::shared_ptr<const Policy> policy_in_force;
  std::vector<std::pair<std::string, SessionId>> sessions;  // agent → its newest stream; 0: none
  std::optional<SteadyTime> now;                            // a tick's: listened until then
  std::optional<SteadyTime> deaf_until;                     // not listened since the last tick
  std::optional<ListenedTime> begun;                        // a process; listened before it
  std::string heard_agent;                                  // said something; "" for none
  std::optional<std::uint64_t> checks_run;                  // by it, another number than before
  std::string doubted_agent;                                // a copy of it was seen

  // After the commit.
  std::vector<Effect> effects;
  Result<Reply> reply = Reply{};

  bool HasRows() const;
  // Is the model another one than before? That time passed, and that somebody was heard, is not
  // counted.
  bool ChangesModel() const;
};

}  // namespace xunjian
