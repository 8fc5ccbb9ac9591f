#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "collector/decide/event.h"

// What the world is to do after the commit, as values. Losing one does no harm: an agent that gets
// no ack sends again, a notification waits in the outbox, a hello brings assignments up to date.
namespace xunjian {

// To one stream.
struct SendAck {
  SessionId session = 0;
  Ack ack;
};

struct SendReject {
  SessionId session = 0;
  Reject reject;
};

// To every stream of the agent.
struct PushAssignments {
  std::string agent_id;
  std::shared_ptr<const AssignmentSet> set;
};

struct SendRunNow {
  std::string agent_id;
  RunNow run;
};

// Entries were added to the outbox: look at it now.
struct OutboxFilled {};

using Effect = std::variant<SendAck, SendReject, PushAssignments, SendRunNow, OutboxFilled>;

// What the sender of an event is told after the commit.
struct EnrolmentAccepted {
  std::string agent_id;
  std::string site;
  std::map<std::string, std::string> labels;
};

struct SessionAccepted {
  SeqRanges received;                   // of the hello's epoch
  std::vector<ReceivedOfEpoch> former;  // of its former ones
};

struct IncidentChanged {
  std::uint64_t id = 0;
};

using Reply = std::variant<std::monostate, EnrolmentAccepted, SessionAccepted, IncidentChanged>;

}  // namespace xunjian
