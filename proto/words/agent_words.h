#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "checks/api/assignment.h"
#include "checks/api/check_result.h"
#include "proto/words/result_gap.h"
#include "proto/words/seq_ranges.h"

// What an agent and its collector say to each other, as plain values. The host is never among them:
// it comes from the certificate.
namespace xunjian {

struct Hello {
  std::string agent_version;
  std::string boot_id;
  std::uint64_t epoch = 0;          // of the results that it makes now: its spool's newest life
  std::uint64_t first_seq = 0;      // oldest unacknowledged one in the spool; 0: none
  std::uint64_t last_seq = 0;       // newest one ever written
  std::string assignments_version;  // of the cached set, "" for none
  Timestamp now;
  std::vector<std::uint64_t> former_epochs;  // of other results in the spool, oldest first
};

struct SequencedResult {
  std::uint64_t seq = 0;
  CheckResult result;
};

// Results as the BatchWriter of the stream wrote them, the collector's BatchReader makes them out;
// and what is missing among and beside them.
struct ResultBatch {
  std::uint64_t epoch = 0;
  std::string columns;  // "" for none
  std::vector<ResultGap> gaps;
  friend bool operator==(const ResultBatch&, const ResultBatch&) = default;
};

// Liveness by work, not by ping.
struct Heartbeat {
  Timestamp now;
  std::uint64_t checks_run = 0;       // since the agent started
  std::uint64_t results_waiting = 0;  // in the spool, not acknowledged
  std::uint64_t answers = 0;          // the nonce of a ping; 0: of its own accord
};

using AgentMessage = std::variant<Hello, ResultBatch, Heartbeat>;

struct ReceivedOfEpoch {
  std::uint64_t epoch = 0;
  SeqRanges seqs;
  friend bool operator==(const ReceivedOfEpoch&, const ReceivedOfEpoch&) = default;
};

// The first answer to Hello.
struct Welcome {
  std::string host;  // the name the certificate stands for, for the agent's log
  Timestamp now;
  Duration heartbeat_interval = std::chrono::seconds(20);
  // All that the collector has of the hello's epoch, results and gaps, and of the former ones. An
  // agent that gave more away sends it again: the collector is restored from a backup.
  SeqRanges received;
  std::vector<ReceivedOfEpoch> former;
};

// These results are committed; they may leave the spool.
struct Ack {
  std::uint64_t epoch = 0;
  std::vector<SeqRange> ranges;
};

// These results will never be taken (they break a rule); they leave the spool and are logged.
struct Reject {
  std::uint64_t epoch = 0;
  SeqRange range;
  std::string reason;  // English, for the log
};

struct AssignmentPush {
  AssignmentSet set;
};

// Is anybody there? Answered at once with a heartbeat that names the nonce: another stream claims
// to be this agent.
struct Ping {
  std::uint64_t nonce = 0;
};

// Not now: the agent leaves and tries again after this time.
struct ComeBack {
  Duration after{};
};

// Run assigned checks now; ids that are not assigned are ignored and logged.
struct RunNow {
  std::vector<std::string> assignment_ids;
};

using CollectorMessage = std::variant<Welcome, Ack, Reject, AssignmentPush, RunNow, Ping, ComeBack>;

// Between the agent and its runner, on the host.
struct RunRequest {
  std::uint64_t run_id = 0;  // chosen by the agent, unique while under way
  Assignment assignment;
};

struct RunReply {
  std::uint64_t run_id = 0;
  CheckResult result;
};

// Enrolment.
struct EnrolmentRequest {
  std::string token_id;
  std::string token_secret;
  std::string host_name;  // what the host calls itself; must be the token's
  std::string csr_pem;
};

struct EnrolmentReply {
  std::string agent_id;
  std::string site;
  std::string certificate_pem;
  std::string ca_pem;
};

}  // namespace xunjian
