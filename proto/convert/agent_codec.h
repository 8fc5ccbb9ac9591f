#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "proto/words/agent_words.h"

namespace xunjian {

// Words ⇄ bytes (Protobuf) of the agent's conversations. Decoding trusts nothing: what breaks a
// limit of limits.h is kInvalidArgument and names the field. Pure.
std::string EncodeAgentMessage(const AgentMessage& message);
Result<AgentMessage> DecodeAgentMessage(std::string_view bytes);

std::string EncodeCollectorMessage(const CollectorMessage& message);
Result<CollectorMessage> DecodeCollectorMessage(std::string_view bytes);

std::string EncodeAssignmentSet(const AssignmentSet& set);
Result<AssignmentSet> DecodeAssignmentSet(std::string_view bytes);

std::string EncodeRunRequest(const RunRequest& request);
Result<RunRequest> DecodeRunRequest(std::string_view bytes);

std::string EncodeRunReply(const RunReply& reply);
Result<RunReply> DecodeRunReply(std::string_view bytes);

}  // namespace xunjian
