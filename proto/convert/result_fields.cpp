#include "proto/convert/result_fields.h"

#include <algorithm>

namespace xunjian {

void Put(const Metric& from, v1::Metric& to) {
  to.set_name(from.name);
  to.set_value(from.value);
  to.set_unit(from.unit);
}

void Put(const Attribute& from, v1::Attribute& to) {
  to.set_name(from.name);
  to.set_value(from.value);
}

void Put(const Argument& from, v1::Argument& to) {
  to.set_name(from.name);
  to.set_value(from.value);
}

void Put(const ObservedItem& from, v1::ObservedItem& to) {
  to.set_item(from.item);
  PutAll(from.metrics, *to.mutable_metrics());
  PutAll(from.attributes, *to.mutable_attributes());
}

void Put(const ItemResult& from, v1::ItemResult& to) {
  Put(from.observed, *to.mutable_observed());
  to.set_outcome(ToProto(from.outcome));
  to.set_code(from.code);
  PutAll(from.arguments, *to.mutable_arguments());
  PutAll(from.readings, *to.mutable_readings());
}

void Put(const CheckResult& from, v1::CheckResult& to) {
  to.set_check(from.check);
  to.set_assignment(from.assignment);
  to.set_observed_at_ns(ToNanoseconds(from.observed_at));
  to.set_duration_ns(from.duration.count());
  to.set_complete(from.complete);
  to.set_ruler(from.ruler);
  PutAll(from.items, *to.mutable_items());
}

Metric Take(const v1::Metric& from, FieldCheck& check) {
  return {.name = check.Name("metric.name", from.name()),
          .value = check.Number("metric.value", from.value()),
          .unit = check.OptionalName("metric.unit", from.unit())};
}

Attribute Take(const v1::Attribute& from, FieldCheck& check) {
  return {.name = check.Name("attribute.name", from.name()),
          .value = check.Words("attribute.value", from.value())};
}

Argument Take(const v1::Argument& from, FieldCheck& check) {
  return {.name = check.Name("argument.name", from.name()),
          .value = check.Words("argument.value", from.value())};
}

ObservedItem Take(const v1::ObservedItem& from, FieldCheck& check) {
  return {
      .item = check.OptionalName("item", from.item()),
      .metrics = TakeAll(from.metrics(), "item.metrics", limits::kItemMetrics, check),
      .attributes = TakeAll(from.attributes(), "item.attributes", limits::kItemAttributes, check)};
}

Outcome TakeOutcome(std::string_view field, int value, FieldCheck& check) {
  return check.OneOf(field, value, Outcome::kOk, Outcome::kSkipped);
}

ItemResult Take(const v1::ItemResult& from, FieldCheck& check) {
  return {.observed = Take(from.observed(), check),
          .outcome = TakeOutcome("item.outcome", from.outcome(), check),
          .code = check.Name("item.code", from.code()),
          .arguments = TakeAll(from.arguments(), "item.arguments", limits::kArguments, check),
          .readings = TakeAll(from.readings(), "item.readings", limits::kItemMetrics, check)};
}

namespace {

bool HasTwins(const std::vector<ItemResult>& items) {
  if (items.size() < 2) return false;
  std::vector<std::string_view> names;
  names.reserve(items.size());
  for (const ItemResult& item : items) names.push_back(item.observed.item);
  std::sort(names.begin(), names.end());
  return std::adjacent_find(names.begin(), names.end()) != names.end();
}

}  // namespace

CheckResult Take(const v1::CheckResult& from, FieldCheck& check) {
  CheckResult to{.check = check.Name("result.check", from.check()),
                 .assignment = check.OptionalName("result.assignment", from.assignment()),
                 .observed_at = check.Time("result.observed_at_ns", from.observed_at_ns()),
                 .duration = check.Span("result.duration_ns", from.duration_ns()),
                 .complete = from.complete(),
                 .ruler = check.OptionalName("result.ruler", from.ruler()),
                 .items = TakeAll(from.items(), "result.items", limits::kResultItems, check)};
  if (HasTwins(to.items)) check.Fail("result.items", {"name an item twice", "中有对象重复"});
  return to;
}

}  // namespace xunjian
