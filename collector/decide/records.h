#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "checks/api/observation.h"
#include "proto/words/operator_words.h"
#include "proto/words/result_gap.h"

// What the collector remembers beside states and incidents, one struct a row.
namespace xunjian {

struct HostRecord {
  std::string name;
  std::string site;
  std::map<std::string, std::string> labels;
  std::string agent_id;  // whose certificate speaks for it now; an older one is refused
  Timestamp enrolled_at;
  friend bool operator==(const HostRecord&, const HostRecord&) = default;
};

struct AgentRecord {
  std::string id;
  std::string host;
  std::string key_fingerprint;  // SHA-256 of its public key
  std::string version;          // of its program, as it says
  bool connected = false;
  std::optional<Timestamp> last_contact;
  std::optional<Duration> clock_skew;  // theirs minus ours; none: right
  std::vector<std::string> boots;      // ids of the boots it spoke from, up to 8, newest last
  bool doubted = false;                // two programs seem to use its key
  friend bool operator==(const AgentRecord&, const AgentRecord&) = default;
};

// A life of an agent's spool, numbered by the collector over all agents.
struct EpochRecord {
  std::uint64_t number = 0;  // from 1
  std::string agent_id;
  std::uint64_t epoch = 0;  // the agent's random value
  SeqRanges received;       // numbers with a result here, or in a gap
  std::uint64_t results = 0;
  std::uint64_t missing = 0;  // produced, as the gaps count: results + missing were produced
  friend bool operator==(const EpochRecord&, const EpochRecord&) = default;
};

// Numbers of a host without a result: append only, like results.
struct GapRecord {
  std::string host;
  std::uint64_t epoch_number = 0;
  Timestamp received_at;
  ResultGap gap;
};

// An enrolment token; the secret is known only by its hash.
struct TokenRecord {
  std::string id;
  std::string secret_hash;  // SHA-256, 64 hex digits
  std::string host;
  std::string site;
  std::map<std::string, std::string> labels;
  std::string created_by;  // person id
  Timestamp created_at;
  Timestamp expires_at;
  std::optional<Timestamp> used_at;
  std::string key_fingerprint;  // the key that used it, which may ask again until it expires
  std::string agent_id;         // what that key became
  friend bool operator==(const TokenRecord&, const TokenRecord&) = default;
};

struct OperatorRecord {
  std::string id;
  std::string name;
  Role role = Role::kViewer;
  std::string site;  // "" for all
  std::string certificate_fingerprint;
  std::string created_by;
  Timestamp created_at;
  std::optional<Timestamp> revoked_at;
  friend bool operator==(const OperatorRecord&, const OperatorRecord&) = default;
};

struct PolicyRecord {
  std::string version;
  std::string text;
  std::string applied_by;
  Timestamp applied_at;
};

// What a replay needs of an event beside its results (collector/replay): never a secret.
struct EventRecord {
  std::string kind;
  std::vector<Argument> fields;
  friend bool operator==(const EventRecord&, const EventRecord&) = default;
};

// A notification that was decided on, one for each channel. Committed with its cause, so it is
// neither lost nor doubled: a channel may send it again after a crash, with the same key.
struct OutboxEntry {
  std::uint64_t id = 0;
  std::string key;      // of the news, for every channel the same: "incident-7-opened"
  std::string channel;  // "log"
  std::string kind;     // of kNewsKinds
  std::uint64_t incident = 0;
  Timestamp created_at;
  DeliveryState state = DeliveryState::kPending;
  int attempts = 0;                      // tries that were reported
  Timestamp due_at;                      // not before
  std::string detail;                    // what the channel said last
  std::optional<Timestamp> reported_at;  // when it said so
  friend bool operator==(const OutboxEntry&, const OutboxEntry&) = default;
};

// What an incident waits for before it is told of again. Numbers are kept; never reuse one.
enum class NewsDeadlineKind {
  kGather = 1,   // tell who joined it
  kRestate = 2,  // tell it once more, if nobody acknowledged it
};

struct NewsDeadlineKey {
  std::uint64_t incident = 0;
  NewsDeadlineKind kind = NewsDeadlineKind::kGather;
  friend auto operator<=>(const NewsDeadlineKey&, const NewsDeadlineKey&) = default;
};

// Kept like everything else, so that a restart forgets none.
struct NewsDeadline {
  NewsDeadlineKey key;
  Timestamp due_at;
  friend bool operator==(const NewsDeadline&, const NewsDeadline&) = default;
};

}  // namespace xunjian
