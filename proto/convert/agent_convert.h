#pragma once

#include "base/result.h"
#include "proto/words/agent_words.h"

namespace xunjian::v1 {
class AgentMessage;
class CollectorMessage;
class EnrolmentReply;
class EnrolmentRequest;
}  // namespace xunjian::v1

// Words ⇄ Protobuf messages of the agents' services, for proto/rpc. Reading trusts nothing: what
// breaks a limit of limits.h is kInvalidArgument and names the field. Pure.
namespace xunjian {

void ToProto(const AgentMessage& from, v1::AgentMessage& to);
Result<AgentMessage> FromProto(const v1::AgentMessage& from);

void ToProto(const CollectorMessage& from, v1::CollectorMessage& to);
Result<CollectorMessage> FromProto(const v1::CollectorMessage& from);

void ToProto(const EnrolmentRequest& from, v1::EnrolmentRequest& to);
Result<EnrolmentRequest> FromProto(const v1::EnrolmentRequest& from);

void ToProto(const EnrolmentReply& from, v1::EnrolmentReply& to);
Result<EnrolmentReply> FromProto(const v1::EnrolmentReply& from);

}  // namespace xunjian
