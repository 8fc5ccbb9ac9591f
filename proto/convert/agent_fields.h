#pragma once

#include "proto/convert/field_check.h"
#include "proto/words/agent_words.h"
#include "xunjian/v1/agent.pb.h"

namespace xunjian {

void Put(const AgentMessage& from, v1::AgentMessage& to);
AgentMessage Take(const v1::AgentMessage& from, FieldCheck& check);

void Put(const CollectorMessage& from, v1::CollectorMessage& to);
CollectorMessage Take(const v1::CollectorMessage& from, FieldCheck& check);

}  // namespace xunjian
