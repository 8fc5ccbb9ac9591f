#pragma once

#include <vector>

#include "proto/convert/field_check.h"
#include "proto/words/result_gap.h"
#include "xunjian/v1/agent.pb.h"

namespace xunjian {

using RangeFields = google::protobuf::RepeatedPtrField<v1::SeqRange>;

void Put(const SeqRange& from, v1::SeqRange& to);
SeqRange Take(const v1::SeqRange& from, FieldCheck& check);

void Put(const SeqRanges& from, RangeFields& to);
SeqRanges Take(const RangeFields& from, FieldCheck& check);  // ascending, at most kGapRanges

void Put(const ResultGap& from, v1::ResultGap& to);
// Those of one batch.
std::vector<ResultGap> Take(const google::protobuf::RepeatedPtrField<v1::ResultGap>& from,
                            FieldCheck& check);

}  // namespace xunjian
