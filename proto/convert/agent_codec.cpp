#include "proto/convert/agent_codec.h"

#include "proto/convert/agent_fields.h"
#include "proto/convert/assignment_fields.h"
#include "proto/convert/codec.h"
#include "proto/convert/result_fields.h"
#include "xunjian/v1/runner.pb.h"

namespace xunjian {

void Put(const RunRequest& from, v1::RunRequest& to) {
  to.set_run_id(from.run_id);
  Put(from.assignment, *to.mutable_assignment());
}

RunRequest Take(const v1::RunRequest& from, FieldCheck& check) {
  return {.run_id = from.run_id(), .assignment = Take(from.assignment(), check)};
}

void Put(const RunReply& from, v1::RunReply& to) {
  to.set_run_id(from.run_id);
  Put(from.result, *to.mutable_result());
}

RunReply Take(const v1::RunReply& from, FieldCheck& check) {
  return {.run_id = from.run_id(), .result = Take(from.result(), check)};
}

std::string EncodeAgentMessage(const AgentMessage& message) {
  return Encode<v1::AgentMessage>(message);
}
Result<AgentMessage> DecodeAgentMessage(std::string_view bytes) {
  return Decode<v1::AgentMessage>(bytes, limits::kMessageBytes);
}

std::string EncodeCollectorMessage(const CollectorMessage& message) {
  return Encode<v1::CollectorMessage>(message);
}
Result<CollectorMessage> DecodeCollectorMessage(std::string_view bytes) {
  return Decode<v1::CollectorMessage>(bytes, limits::kMessageBytes);
}

std::string EncodeAssignmentSet(const AssignmentSet& set) { return Encode<v1::AssignmentSet>(set); }
Result<AssignmentSet> DecodeAssignmentSet(std::string_view bytes) {
  return Decode<v1::AssignmentSet>(bytes, limits::kMessageBytes);
}

std::string EncodeRunRequest(const RunRequest& request) { return Encode<v1::RunRequest>(request); }
Result<RunRequest> DecodeRunRequest(std::string_view bytes) {
  return Decode<v1::RunRequest>(bytes, limits::kMessageBytes);
}

std::string EncodeRunReply(const RunReply& reply) { return Encode<v1::RunReply>(reply); }
Result<RunReply> DecodeRunReply(std::string_view bytes) {
  return Decode<v1::RunReply>(bytes, limits::kMessageBytes);
}

}  // namespace xunjian
