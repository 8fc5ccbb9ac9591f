#include "proto/convert/assignment_fields.h"
#include "proto/convert/operator_convert.h"
#include "proto/convert/operator_fields.h"
#include "proto/convert/result_fields.h"

namespace xunjian {
namespace {

std::uint32_t TakeLimit(std::uint32_t limit, FieldCheck& check) {
  return static_cast<std::uint32_t>(check.Within("limit", limit, 1, limits::kRows));
}

}  // namespace

void ToProto(const HostQuestion& from, v1::HostReportRequest& to) { to.set_host(from.host); }

Result<HostQuestion> FromProto(const v1::HostReportRequest& from) {
  FieldCheck check;
  HostQuestion to{.host = check.Name("host", from.host())};
  return check.Finish(std::move(to));
}

void ToProto(const ResultQuery& from, v1::ResultQuery& to) {
  to.set_host(from.host);
  to.set_check(from.check);
  to.set_item(from.item);
  if (from.outcome) to.set_outcome(ToProto(*from.outcome));
  if (from.since) to.set_since_ns(ToNanoseconds(*from.since));
  if (from.until) to.set_until_ns(ToNanoseconds(*from.until));
  to.set_limit(from.limit);
}

Result<ResultQuery> FromProto(const v1::ResultQuery& from) {
  FieldCheck check;
  ResultQuery to{.host = check.OptionalName("host", from.host()),
                 .check = check.OptionalName("check", from.check()),
                 .item = check.OptionalName("item", from.item()),
                 .limit = TakeLimit(from.limit(), check)};
  if (from.outcome() != v1::OUTCOME_UNSPECIFIED) {
    to.outcome = TakeOutcome("outcome", from.outcome(), check);
  }
  if (from.has_since_ns()) to.since = check.Time("since_ns", from.since_ns());
  if (from.has_until_ns()) to.until = check.Time("until_ns", from.until_ns());
  return check.Finish(std::move(to));
}

void ToProto(const StateQuery& from, v1::StateQuery& to) {
  to.set_host(from.host);
  to.set_check(from.check);
  to.set_problems_only(from.problems_only);
  to.set_limit(from.limit);
}

Result<StateQuery> FromProto(const v1::StateQuery& from) {
  FieldCheck check;
  StateQuery to{.host = check.OptionalName("host", from.host()),
                .check = check.OptionalName("check", from.check()),
                .problems_only = from.problems_only(),
                .limit = TakeLimit(from.limit(), check)};
  return check.Finish(std::move(to));
}

void ToProto(const IncidentQuery& from, v1::IncidentQuery& to) {
  to.set_host(from.host);
  if (from.status) to.set_status(static_cast<v1::IncidentStatus>(*from.status));
  to.set_open_only(from.open_only);
  to.set_limit(from.limit);
}

Result<IncidentQuery> FromProto(const v1::IncidentQuery& from) {
  FieldCheck check;
  IncidentQuery to{.host = check.OptionalName("host", from.host()),
                   .open_only = from.open_only(),
                   .limit = TakeLimit(from.limit(), check)};
  if (from.status() != v1::INCIDENT_STATUS_UNSPECIFIED) {
    to.status = TakeStatus(from.status(), check);
  }
  return check.Finish(std::move(to));
}

void ToProto(const IncidentQuestion& from, v1::ShowIncidentRequest& to) { to.set_id(from.id); }

Result<IncidentQuestion> FromProto(const v1::ShowIncidentRequest& from) {
  FieldCheck check;
  IncidentQuestion to{.id = check.Positive("id", from.id())};
  return check.Finish(to);
}

}  // namespace xunjian
