#include "proto/convert/assignment_fields.h"

#include "proto/convert/parameter_fields.h"
#include "proto/convert/result_fields.h"

namespace xunjian {
namespace {

constexpr int kMostAttempts = 100;

void Put(const ThresholdOverride& from, v1::ThresholdOverride& to) {
  if (from.warning) to.set_warning(*from.warning);
  if (from.critical) to.set_critical(*from.critical);
  if (from.warning_for) to.set_warning_for_ns(from.warning_for->count());
  if (from.critical_for) to.set_critical_for_ns(from.critical_for->count());
  if (from.clear_ratio) to.set_clear_ratio(*from.clear_ratio);
}

ThresholdOverride TakeOverride(const v1::ThresholdOverride& from, FieldCheck& check) {
  ThresholdOverride to;
  if (from.has_warning()) to.warning = check.Number("threshold.warning", from.warning());
  if (from.has_critical()) to.critical = check.Number("threshold.critical", from.critical());
  if (from.has_warning_for_ns()) {
    to.warning_for = check.Span("threshold.warning_for_ns", from.warning_for_ns());
  }
  if (from.has_critical_for_ns()) {
    to.critical_for = check.Span("threshold.critical_for_ns", from.critical_for_ns());
  }
  if (from.has_clear_ratio()) {
    to.clear_ratio = check.Number("threshold.clear_ratio", from.clear_ratio());
  }
  return to;
}

Baseline TakeBaseline(const v1::Baseline& from, FieldCheck& check) {
  Baseline to;
  check.Count("baseline.entries", from.entries().size(), limits::kBaselineEntries);
  for (const auto& [key, entry] : from.entries()) {
    to.entries.emplace(check.Words("baseline.key", key),
                       Baseline::Entry{check.Words("baseline.value", entry.value()),
                                       check.Words("baseline.source", entry.source())});
  }
  return to;
}

ThresholdOverrides TakeThresholds(const v1::Assignment& from, FieldCheck& check) {
  ThresholdOverrides to;
  check.Count("assignment.thresholds", from.thresholds().size(), limits::kParameters);
  for (const auto& [name, threshold] : from.thresholds()) {
    to.emplace(check.Name("threshold.name", name), TakeOverride(threshold, check));
  }
  return to;
}

}  // namespace

void PutLabels(const std::map<std::string, std::string>& from, LabelMap& to) {
  for (const auto& [name, value] : from) to[name] = value;
}

std::map<std::string, std::string> TakeLabels(const LabelMap& from, FieldCheck& check) {
  std::map<std::string, std::string> to;
  check.Count("labels", from.size(), limits::kLabels);
  for (const auto& [name, value] : from) {
    to.emplace(check.Name("label.name", name), check.OptionalName("label.value", value));
  }
  return to;
}

void Put(const Assignment& from, v1::Assignment& to) {
  to.set_id(from.id);
  to.set_check(from.check);
  Put(from.parameters, *to.mutable_parameters());
  for (const auto& [name, threshold] : from.thresholds) {
    Put(threshold, (*to.mutable_thresholds())[name]);
  }
  if (from.baseline) {
    for (const auto& [key, entry] : from.baseline->entries) {
      v1::BaselineEntry& target = (*to.mutable_baseline()->mutable_entries())[key];
      target.set_value(entry.value);
      target.set_source(entry.source);
    }
  }
  to.set_interval_ns(from.interval.count());
  to.set_timeout_ns(from.timeout.count());
  to.set_attempts(from.attempts);
  to.set_retry_interval_ns(from.retry_interval.count());
  PutLabels(from.labels, *to.mutable_labels());
}

Assignment Take(const v1::Assignment& from, FieldCheck& check) {
  Assignment to;
  to.id = check.Name("assignment.id", from.id());
  to.check = check.Name("assignment.check", from.check());
  to.parameters = TakeParameters(from.parameters(), check);
  to.thresholds = TakeThresholds(from, check);
  if (from.has_baseline()) to.baseline = TakeBaseline(from.baseline(), check);
  to.interval = check.Span("assignment.interval_ns", from.interval_ns());
  to.timeout = check.Span("assignment.timeout_ns", from.timeout_ns());
  to.attempts =
      static_cast<int>(check.Within("assignment.attempts", from.attempts(), 1, kMostAttempts));
  to.retry_interval = check.Span("assignment.retry_interval_ns", from.retry_interval_ns());
  to.labels = TakeLabels(from.labels(), check);
  return to;
}

void Put(const AssignmentSet& from, v1::AssignmentSet& to) {
  to.set_version(from.version);
  PutAll(from.assignments, *to.mutable_assignments());
}

AssignmentSet Take(const v1::AssignmentSet& from, FieldCheck& check) {
  return {.version = check.OptionalName("assignments.version", from.version()),
          .assignments = TakeAll(from.assignments(), "assignments", limits::kAssignments, check)};
}

}  // namespace xunjian
