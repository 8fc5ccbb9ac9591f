#pragma once

#include "checks/api/parameters.h"
#include "proto/convert/field_check.h"
#include "xunjian/v1/assignment.pb.h"

namespace xunjian {

using ParameterMap = google::protobuf::Map<std::string, v1::ParameterValue>;

void Put(const Parameters& from, ParameterMap& to);
Parameters TakeParameters(const ParameterMap& from, FieldCheck& check);

}  // namespace xunjian
