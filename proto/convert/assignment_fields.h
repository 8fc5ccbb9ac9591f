#pragma once

#include "checks/api/assignment.h"
#include "proto/convert/field_check.h"
#include "xunjian/v1/assignment.pb.h"

namespace xunjian {

using LabelMap = google::protobuf::Map<std::string, std::string>;

void PutLabels(const std::map<std::string, std::string>& from, LabelMap& to);
std::map<std::string, std::string> TakeLabels(const LabelMap& from, FieldCheck& check);

void Put(const Assignment& from, v1::Assignment& to);
void Put(const AssignmentSet& from, v1::AssignmentSet& to);

Assignment Take(const v1::Assignment& from, FieldCheck& check);
AssignmentSet Take(const v1::AssignmentSet& from, FieldCheck& check);

}  // namespace xunjian
