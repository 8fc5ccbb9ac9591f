#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "collector/decide/policy.h"
#include "collector/decide/records.h"
#include "collector/incident/listening_clock.h"
#include "proto/columns/column_batch.h"
#include "proto/words/agent_words.h"

// All that can happen to a collector. Whatever is random or secret was made by the sender, so that
// deciding is a pure function of the event.
namespace xunjian {

// One stream of an agent, numbered by the front desk while the process lives.
using SessionId = std::uint64_t;

// The writer begins: nobody is connected yet.
struct CollectorStarted {
  SteadyTime now;
  ListenedTime listened;  // by the processes before this one
};

// Nothing could be taken in since the last tick: that time was not listened.
struct ListeningResumed {
  SteadyTime now;
};

// Once a second: until then the collector listened. The wall clock may leap.
struct Tick {
  SteadyTime now;
};

// An agent said hello. Replies SessionAccepted; refused when its certificate no longer speaks for
// the host.
struct SessionUp {
  SessionId session = 0;
  std::string agent_id;
  Hello hello;
};

struct SessionDown {
  SessionId session = 0;
  std::string agent_id;
};

struct HeartbeatArrived {
  std::string agent_id;
  std::uint64_t checks_run = 0;  // as the agent counts them
};

// What is newly known of the agent's clock.
struct ClockSeen {
  std::string agent_id;
  std::optional<Duration> skew;  // theirs minus ours; none: right
};

// Two programs were connected with the key of one agent, and both answered.
struct AgentCopied {
  std::string agent_id;
  std::string address;        // of the one that stays
  std::string other_address;  // of the one that was refused
};

struct BatchArrived {
  SessionId session = 0;
  std::string agent_id;
  std::shared_ptr<const ColumnBatch> batch;  // may have no rows when there are gaps
  std::vector<ResultGap> gaps;
};

// Somebody shows a token. Replies EnrolmentAccepted or says why not.
struct EnrolRequested {
  std::string token_id;
  std::string secret_hash;      // SHA-256 of the secret shown, hex
  std::string host_name;        // what the host calls itself
  std::string key_fingerprint;  // of the CSR
  std::string new_agent_id;     // random, becomes the agent's when the token is good
};

// A person acts on an incident. Replies IncidentChanged.
struct ActRequested {
  Actor actor;
  IncidentActRequest act;
};

struct PolicyApplied {
  Actor actor;
  std::shared_ptr<const Policy> policy;
};

struct TokenCreated {
  TokenRecord token;
};

// A name belongs to one person for good: only who was revoked may be created again, with the same
// id.
struct OperatorCreated {
  OperatorRecord person;
};

// kNotFound for an actor who does not see the person's site.
struct OperatorRevoked {
  Actor actor;
  std::string name;
};

// What came of one attempt to deliver an outbox entry.
struct DeliveryReported {
  enum class Outcome { kDelivered, kRetry, kRejected };
  std::uint64_t outbox_id = 0;
  Outcome outcome = Outcome::kDelivered;
  std::string detail;
};

using Event =
    std::variant<CollectorStarted, ListeningResumed, Tick, SessionUp, SessionDown, HeartbeatArrived,
                 ClockSeen, AgentCopied, BatchArrived, EnrolRequested, ActRequested, PolicyApplied,
                 TokenCreated, OperatorCreated, OperatorRevoked, DeliveryReported>;

}  // namespace xunjian
