#pragma once

#include "proto/convert/field_check.h"
#include "proto/words/collector_status.h"
#include "proto/words/operator_words.h"
#include "xunjian/v1/operator.pb.h"

namespace xunjian {

// The rows of the operator API, for the converters of its answers.

void Put(const HostRow& from, v1::HostRow& to);
void Put(const StateRow& from, v1::StateRow& to);
void Put(const ResultRow& from, v1::ResultRow& to);
void Put(const IncidentRow& from, v1::IncidentRow& to);
void Put(const IncidentMemberRow& from, v1::IncidentMemberRow& to);
void Put(const TimelineRow& from, v1::TimelineRow& to);
void Put(const NotificationRow& from, v1::NotificationRow& to);
void Put(const OperatorRow& from, v1::OperatorRow& to);
void Put(const TokenRow& from, v1::TokenRow& to);
void Put(const CountedReason& from, v1::CountedReason& to);
void Put(const DoorStatus& from, v1::DoorStatus& to);
void Put(const DaySize& from, v1::DaySize& to);
void Put(const ProbeStatus& from, v1::ProbeStatus& to);
void Put(const ChannelStatus& from, v1::ChannelStatus& to);

HostRow Take(const v1::HostRow& from, FieldCheck& check);
StateRow Take(const v1::StateRow& from, FieldCheck& check);
ResultRow Take(const v1::ResultRow& from, FieldCheck& check);
IncidentRow Take(const v1::IncidentRow& from, FieldCheck& check);
IncidentMemberRow Take(const v1::IncidentMemberRow& from, FieldCheck& check);
TimelineRow Take(const v1::TimelineRow& from, FieldCheck& check);
NotificationRow Take(const v1::NotificationRow& from, FieldCheck& check);
OperatorRow Take(const v1::OperatorRow& from, FieldCheck& check);
TokenRow Take(const v1::TokenRow& from, FieldCheck& check);
CountedReason Take(const v1::CountedReason& from, FieldCheck& check);
DoorStatus Take(const v1::DoorStatus& from, FieldCheck& check);
DaySize Take(const v1::DaySize& from, FieldCheck& check);
ProbeStatus Take(const v1::ProbeStatus& from, FieldCheck& check);
ChannelStatus Take(const v1::ChannelStatus& from, FieldCheck& check);

Role TakeRole(int value, FieldCheck& check);
IncidentStatus TakeStatus(int value, FieldCheck& check);

}  // namespace xunjian
