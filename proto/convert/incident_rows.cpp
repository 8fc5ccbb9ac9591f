#include "base/utf8.h"
#include "proto/convert/operator_fields.h"
#include "proto/convert/result_fields.h"

namespace xunjian {

IncidentStatus TakeStatus(int value, FieldCheck& check) {
  return check.OneOf("incident.status", value, IncidentStatus::kOpen, IncidentStatus::kConfirmed);
}

void Put(const IncidentRow& from, v1::IncidentRow& to) {
  to.set_id(from.id);
  to.set_status(static_cast<v1::IncidentStatus>(from.status));
  to.set_host(from.host);
  to.set_group(from.group);
  to.set_worst(ToProto(from.worst));
  to.set_members(from.members);
  to.set_failing(from.failing);
  to.set_opened_at_ns(ToNanoseconds(from.opened_at));
  if (from.solved_at) to.set_solved_at_ns(ToNanoseconds(*from.solved_at));
  to.set_owner(from.owner);
  to.set_withdrawn(from.withdrawn);
  to.set_site(from.site);
}

IncidentRow Take(const v1::IncidentRow& from, FieldCheck& check) {
  IncidentRow to{.id = from.id(),
                 .status = TakeStatus(from.status(), check),
                 .host = check.OptionalName("incident.host", from.host()),
                 .site = check.OptionalName("incident.site", from.site()),
                 .group = check.Words("incident.group", from.group()),
                 .worst = TakeOutcome("incident.worst", from.worst(), check),
                 .members = from.members(),
                 .failing = from.failing(),
                 .withdrawn = from.withdrawn(),
                 .opened_at = check.Time("incident.opened_at_ns", from.opened_at_ns()),
                 .owner = check.OptionalName("incident.owner", from.owner())};
  if (from.has_solved_at_ns()) {
    to.solved_at = check.Time("incident.solved_at_ns", from.solved_at_ns());
  }
  return to;
}

void Put(const IncidentMemberRow& from, v1::IncidentMemberRow& to) {
  to.set_check(from.check);
  to.set_item(from.item);
  to.set_outcome(ToProto(from.outcome));
  to.set_code(from.code);
  PutAll(from.arguments, *to.mutable_arguments());
  to.set_overdue(from.overdue);
  to.set_passed_again(from.passed_again);
  to.set_epoch(from.epoch);
  to.set_first_failing_seq(from.first_failing_seq);
  to.set_last_failing_seq(from.last_failing_seq);
  to.set_passing_seq(from.passing_seq);
  to.set_withdrawn(from.withdrawn);
}

IncidentMemberRow Take(const v1::IncidentMemberRow& from, FieldCheck& check) {
  return {.check = check.Name("member.check", from.check()),
          .item = check.OptionalName("member.item", from.item()),
          .outcome = TakeOutcome("member.outcome", from.outcome(), check),
          .code = check.OptionalName("member.code", from.code()),
          .arguments = TakeAll(from.arguments(), "member.arguments", limits::kArguments, check),
          .overdue = from.overdue(),
          .passed_again = from.passed_again(),
          .epoch = from.epoch(),
          .first_failing_seq = from.first_failing_seq(),
          .last_failing_seq = from.last_failing_seq(),
          .passing_seq = from.passing_seq(),
          .withdrawn = from.withdrawn()};
}

void Put(const TimelineRow& from, v1::TimelineRow& to) {
  to.set_at_ns(ToNanoseconds(from.at));
  to.set_kind(from.kind);
  to.set_actor(from.actor);
  to.set_text(from.text);
  PutAll(from.details, *to.mutable_details());
}

TimelineRow Take(const v1::TimelineRow& from, FieldCheck& check) {
  return {.at = check.Time("timeline.at_ns", from.at_ns()),
          .kind = check.Name("timeline.kind", from.kind()),
          .actor = check.OptionalName("timeline.actor", from.actor()),
          .text = check.Words("timeline.text", from.text()),
          .details = TakeAll(from.details(), "timeline.details", limits::kArguments, check)};
}

void Put(const NotificationRow& from, v1::NotificationRow& to) {
  to.set_key(from.key);
  to.set_channel(from.channel);
  to.set_kind(from.kind);
  to.set_state(static_cast<v1::DeliveryState>(from.state));
  to.set_attempts(from.attempts);
  to.set_created_at_ns(ToNanoseconds(from.created_at));
  if (from.due_at) to.set_due_at_ns(ToNanoseconds(*from.due_at));
  if (from.reported_at) to.set_reported_at_ns(ToNanoseconds(*from.reported_at));
  to.set_detail(CleanText(from.detail, limits::kTextBytes));
}

NotificationRow Take(const v1::NotificationRow& from, FieldCheck& check) {
  NotificationRow to{.key = check.Words("notification.key", from.key()),
                     .channel = check.Name("notification.channel", from.channel()),
                     .kind = check.Name("notification.kind", from.kind()),
                     .state = check.OneOf("notification.state", from.state(),
                                          DeliveryState::kPending, DeliveryState::kRejected),
                     .attempts = from.attempts(),
                     .created_at = check.Time("notification.created_at_ns", from.created_at_ns()),
                     .detail = check.Words("notification.detail", from.detail())};
  if (from.has_due_at_ns()) to.due_at = check.Time("notification.due_at_ns", from.due_at_ns());
  if (from.has_reported_at_ns()) {
    to.reported_at = check.Time("notification.reported_at_ns", from.reported_at_ns());
  }
  return to;
}

}  // namespace xunjian
