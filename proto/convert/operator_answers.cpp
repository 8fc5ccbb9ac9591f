#include "base/utf8.h"
#include "proto/convert/operator_convert.h"
#include "proto/convert/operator_fields.h"
#include "proto/convert/result_fields.h"

namespace xunjian {

void ToProto(const std::vector<HostRow>& from, v1::HostList& to) {
  PutAll(from, *to.mutable_hosts());
}
void ToProto(const ResultList& from, v1::ResultList& to) {
  PutAll(from.results, *to.mutable_results());
  to.set_at_limit(from.at_limit);
  to.set_cut_short(from.cut_short);
  to.set_damaged(from.damaged);
}
void ToProto(const std::vector<StateRow>& from, v1::StateList& to) {
  PutAll(from, *to.mutable_states());
}
void ToProto(const std::vector<IncidentRow>& from, v1::IncidentList& to) {
  PutAll(from, *to.mutable_incidents());
}
void ToProto(const std::vector<TokenRow>& from, v1::TokenList& to) {
  PutAll(from, *to.mutable_tokens());
}
void ToProto(const std::vector<OperatorRow>& from, v1::OperatorList& to) {
  PutAll(from, *to.mutable_operators());
}

void ToProto(const OperatorRow& from, v1::OperatorRow& to) { Put(from, to); }

void ToProto(const HostReportData& from, v1::HostReportReply& to) {
  Put(from.host, *to.mutable_host());
  PutAll(from.results, *to.mutable_results());
  PutAll(from.states, *to.mutable_states());
}

void ToProto(const IncidentDetail& from, v1::IncidentDetail& to) {
  Put(from.incident, *to.mutable_incident());
  PutAll(from.members, *to.mutable_members());
  PutAll(from.timeline, *to.mutable_timeline());
  PutAll(from.notifications, *to.mutable_notifications());
}

namespace {

template <class Rows>
auto FinishedRows(const Rows& from, std::string_view field, std::size_t most) {
  FieldCheck check;
  auto rows = TakeAll(from, field, most, check);
  return check.Finish(std::move(rows));
}

}  // namespace

Result<std::vector<HostRow>> FromProto(const v1::HostList& from) {
  return FinishedRows(from.hosts(), "hosts", limits::kHosts);
}
Result<ResultList> FromProto(const v1::ResultList& from) {
  auto rows = FinishedRows(from.results(), "results", limits::kRows);
  if (!rows) return rows.error();
  return ResultList{.results = *std::move(rows),
                    .at_limit = from.at_limit(),
                    .cut_short = from.cut_short(),
                    .damaged = from.damaged()};
}
Result<std::vector<StateRow>> FromProto(const v1::StateList& from) {
  return FinishedRows(from.states(), "states", limits::kRows);
}
Result<std::vector<IncidentRow>> FromProto(const v1::IncidentList& from) {
  return FinishedRows(from.incidents(), "incidents", limits::kRows);
}
Result<std::vector<TokenRow>> FromProto(const v1::TokenList& from) {
  return FinishedRows(from.tokens(), "tokens", limits::kHosts);
}
Result<std::vector<OperatorRow>> FromProto(const v1::OperatorList& from) {
  return FinishedRows(from.operators(), "operators", limits::kHosts);
}

Result<OperatorRow> FromProto(const v1::OperatorRow& from) {
  FieldCheck check;
  OperatorRow to = Take(from, check);
  return check.Finish(std::move(to));
}

Result<HostReportData> FromProto(const v1::HostReportReply& from) {
  FieldCheck check;
  HostReportData to{.host = Take(from.host(), check),
                    .results = TakeAll(from.results(), "results", limits::kRows, check),
                    .states = TakeAll(from.states(), "states", limits::kHosts, check)};
  return check.Finish(std::move(to));
}

Result<IncidentDetail> FromProto(const v1::IncidentDetail& from) {
  FieldCheck check;
  IncidentDetail to{
      .incident = Take(from.incident(), check),
      .members = TakeAll(from.members(), "members", limits::kHosts, check),
      .timeline = TakeAll(from.timeline(), "timeline", limits::kHosts, check),
      .notifications = TakeAll(from.notifications(), "notifications", limits::kHosts, check)};
  return check.Finish(std::move(to));
}

void ToProto(const Message& from, v1::ErrorDetail& to) {
  to.set_en(CleanText(from.en, limits::kTextBytes));
  to.set_zh(CleanText(from.zh, limits::kTextBytes));
}

Message FromProto(const v1::ErrorDetail& from) { return {from.en(), from.zh()}; }

}  // namespace xunjian
