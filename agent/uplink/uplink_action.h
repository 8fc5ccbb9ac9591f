#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "proto/columns/batch_writer.h"
#include "proto/words/agent_words.h"

namespace xunjian {

// Every number of a stretch of the spool: a row, in one gap, or acknowledged.
struct SpoolPart {
  std::vector<SequencedRow> rows;  // rising
  std::vector<ResultGap> gaps;
  std::uint64_t through = 0;  // the next part begins after it
};

// What an UplinkSession wants its shell to do.
namespace uplink {

struct Connect {};    // answer with Connected() or Disconnected()
struct SendHello {};  // the shell knows versions, lives and ranges
struct SendHeartbeat {
  std::uint64_t answers = 0;  // the ping it answers; 0: none
};

// The collector has these of the spool's lives and no others: answer with SpoolChanged(), then
// SpoolReconciled().
struct ReconcileSpool {
  SeqRanges received;
};

// Answer with SpoolRead(); at most one reading is under way.
struct ReadSpool {
  std::uint64_t from_seq = 1;
  std::uint64_t to_seq = 0;
  std::size_t max_records = 0;
  std::size_t max_bytes = 0;
  friend bool operator==(const ReadSpool&, const ReadSpool&) = default;
};

// The shell writes it with the BatchWriter of the connection.
struct SendBatch {
  std::uint64_t epoch = 0;
  std::vector<SequencedRow> rows;
  std::vector<ResultGap> gaps;
};

struct AcknowledgeSpool {
  SeqRange range;
};

struct LogRejected {
  SeqRange range;
  std::string reason;
};

// Save, then schedule.
struct AdoptAssignments {
  AssignmentSet set;
};

struct RunAssignments {
  std::vector<std::string> ids;
};

// Answer with Disconnected().
struct Disconnect {
  std::string reason;  // English, for the log
};

}  // namespace uplink

using UplinkAction =
    std::variant<uplink::Connect, uplink::SendHello, uplink::SendHeartbeat, uplink::ReconcileSpool,
                 uplink::ReadSpool, uplink::SendBatch, uplink::AcknowledgeSpool,
                 uplink::LogRejected, uplink::AdoptAssignments, uplink::RunAssignments,
                 uplink::Disconnect>;
using UplinkActions = std::vector<UplinkAction>;

}  // namespace xunjian
