#include "proto/convert/assignment_fields.h"
#include "proto/convert/operator_fields.h"
#include "proto/convert/result_fields.h"

namespace xunjian {

void Put(const HostRow& from, v1::HostRow& to) {
  to.set_name(from.name);
  to.set_site(from.site);
  PutLabels(from.labels, *to.mutable_labels());
  to.set_agent_id(from.agent_id);
  to.set_agent_version(from.agent_version);
  to.set_connected(from.connected);
  if (from.last_contact) to.set_last_contact_ns(ToNanoseconds(*from.last_contact));
  if (from.clock_skew) to.set_clock_skew_ns(from.clock_skew->count());
  to.set_enrolled_at_ns(ToNanoseconds(from.enrolled_at));
  to.set_problems(from.problems);
  if (from.results_waiting) to.set_results_waiting(*from.results_waiting);
}

HostRow Take(const v1::HostRow& from, FieldCheck& check) {
  HostRow to{.name = check.Name("host.name", from.name()),
             .site = check.OptionalName("host.site", from.site()),
             .labels = TakeLabels(from.labels(), check),
             .agent_id = check.OptionalName("host.agent_id", from.agent_id()),
             .agent_version = check.OptionalName("host.agent_version", from.agent_version()),
             .connected = from.connected(),
             .enrolled_at = check.Time("host.enrolled_at_ns", from.enrolled_at_ns()),
             .problems = from.problems()};
  if (from.has_last_contact_ns()) {
    to.last_contact = check.Time("host.last_contact_ns", from.last_contact_ns());
  }
  if (from.has_clock_skew_ns()) to.clock_skew = Duration(from.clock_skew_ns());
  if (from.has_results_waiting()) to.results_waiting = from.results_waiting();
  return to;
}

void Put(const StateRow& from, v1::StateRow& to) {
  to.set_host(from.host);
  to.set_check(from.check);
  to.set_item(from.item);
  to.set_outcome(ToProto(from.outcome));
  to.set_code(from.code);
  PutAll(from.arguments, *to.mutable_arguments());
  to.set_kind(static_cast<v1::StateKind>(from.kind));
  to.set_attempt(from.attempt);
  to.set_overdue(from.overdue);
  to.set_since_ns(ToNanoseconds(from.since));
  to.set_observed_at_ns(ToNanoseconds(from.observed_at));
  to.set_epoch(from.epoch);
  to.set_seq(from.seq);
}

StateRow Take(const v1::StateRow& from, FieldCheck& check) {
  return {.host = check.Name("state.host", from.host()),
          .check = check.Name("state.check", from.check()),
          .item = check.OptionalName("state.item", from.item()),
          .outcome = TakeOutcome("state.outcome", from.outcome(), check),
          .code = check.OptionalName("state.code", from.code()),
          .arguments = TakeAll(from.arguments(), "state.arguments", limits::kArguments, check),
          .kind = check.OneOf("state.kind", from.kind(), StateKind::kSoft, StateKind::kHard),
          .attempt = from.attempt(),
          .overdue = from.overdue(),
          .since = check.Time("state.since_ns", from.since_ns()),
          .observed_at = check.Time("state.observed_at_ns", from.observed_at_ns()),
          .epoch = from.epoch(),
          .seq = from.seq()};
}

void Put(const ResultRow& from, v1::ResultRow& to) {
  to.set_host(from.host);
  to.set_check(from.check);
  to.set_item(from.item);
  to.set_outcome(ToProto(from.outcome));
  to.set_code(from.code);
  PutAll(from.arguments, *to.mutable_arguments());
  PutAll(from.metrics, *to.mutable_metrics());
  to.set_observed_at_ns(ToNanoseconds(from.observed_at));
  to.set_received_at_ns(ToNanoseconds(from.received_at));
  to.set_epoch(from.epoch);
  to.set_seq(from.seq);
}

ResultRow Take(const v1::ResultRow& from, FieldCheck& check) {
  // Readings and observed metrics stand in one list.
  constexpr std::size_t kMostMetrics = 2 * limits::kItemMetrics;
  return {.host = check.Name("result.host", from.host()),
          .check = check.Name("result.check", from.check()),
          .item = check.OptionalName("result.item", from.item()),
          .outcome = TakeOutcome("result.outcome", from.outcome(), check),
          .code = check.OptionalName("result.code", from.code()),
          .arguments = TakeAll(from.arguments(), "result.arguments", limits::kArguments, check),
          .metrics = TakeAll(from.metrics(), "result.metrics", kMostMetrics, check),
          .observed_at = check.Time("result.observed_at_ns", from.observed_at_ns()),
          .received_at = check.Time("result.received_at_ns", from.received_at_ns()),
          .epoch = from.epoch(),
          .seq = from.seq()};
}

}  // namespace xunjian
