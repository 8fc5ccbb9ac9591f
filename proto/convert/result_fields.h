#pragma once

#include <vector>

#include "checks/api/check_result.h"
#include "checks/api/window.h"
#include "proto/convert/field_check.h"
#include "xunjian/v1/result.pb.h"

namespace xunjian {

// The parts of results, for the converters of everything that carries them.

void Put(const Metric& from, v1::Metric& to);
void Put(const Attribute& from, v1::Attribute& to);
void Put(const Argument& from, v1::Argument& to);
void Put(const ObservedItem& from, v1::ObservedItem& to);
void Put(const ItemResult& from, v1::ItemResult& to);
void Put(const CheckResult& from, v1::CheckResult& to);
void Put(const Sample& from, v1::Sample& to);
void Put(const Window& from, v1::Window& to);

Metric Take(const v1::Metric& from, FieldCheck& check);
Attribute Take(const v1::Attribute& from, FieldCheck& check);
Argument Take(const v1::Argument& from, FieldCheck& check);
ObservedItem Take(const v1::ObservedItem& from, FieldCheck& check);
ItemResult Take(const v1::ItemResult& from, FieldCheck& check);
CheckResult Take(const v1::CheckResult& from, FieldCheck& check);
Sample Take(const v1::Sample& from, FieldCheck& check);
Window Take(const v1::Window& from, FieldCheck& check);

Outcome TakeOutcome(std::string_view field, int value, FieldCheck& check);
inline v1::Outcome ToProto(Outcome outcome) { return static_cast<v1::Outcome>(outcome); }

inline std::int64_t ToNanoseconds(Timestamp at) { return at.time_since_epoch().count(); }

// Whole lists, by the functions above.
template <class From, class To>
void PutAll(const std::vector<From>& from, google::protobuf::RepeatedPtrField<To>& to) {
  to.Reserve(static_cast<int>(from.size()));
  for (const From& entry : from) Put(entry, *to.Add());
}

template <class From>
auto TakeAll(const google::protobuf::RepeatedPtrField<From>& from, std::string_view field,
             std::size_t most, FieldCheck& check) {
  std::vector<decltype(Take(from[0], check))> all;
  check.Count(field, static_cast<std::size_t>(from.size()), most);
  all.reserve(static_cast<std::size_t>(from.size()));
  for (const From& entry : from) all.push_back(Take(entry, check));
  return all;
}

}  // namespace xunjian
