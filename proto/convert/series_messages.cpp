#include "proto/convert/operator_convert.h"
#include "proto/convert/operator_fields.h"
#include "proto/convert/result_fields.h"

namespace xunjian {
namespace {

void Put(const SeriesPosition& from, v1::SeriesPosition& to) {
  to.set_observed_at_ns(ToNanoseconds(from.observed_at));
  to.set_epoch_number(from.epoch_number);
  to.set_seq(from.seq);
}

SeriesPosition Take(const v1::SeriesPosition& from, FieldCheck& check) {
  return {.observed_at = check.Time("observed_at_ns", from.observed_at_ns()),
          .epoch_number = from.epoch_number(),
          .seq = from.seq()};
}

void Put(const GapRow& from, v1::GapRow& to) {
  to.set_host(from.host);
  to.set_reason(static_cast<v1::GapReason>(from.reason));
  to.set_count(from.count);
  to.set_first_at_ns(ToNanoseconds(from.first_at));
  to.set_last_at_ns(ToNanoseconds(from.last_at));
  to.set_received_at_ns(ToNanoseconds(from.received_at));
  to.set_epoch(from.epoch);
  to.set_first_seq(from.first_seq);
  to.set_last_seq(from.last_seq);
}

GapRow Take(const v1::GapRow& from, FieldCheck& check) {
  return {.host = check.Name("host", from.host()),
          .reason = check.OneOf("reason", static_cast<int>(from.reason()), GapReason::kCap,
                                GapReason::kHistory),
          .count = from.count(),
          .first_at = check.Time("first_at_ns", from.first_at_ns()),
          .last_at = check.Time("last_at_ns", from.last_at_ns()),
          .received_at = check.Time("received_at_ns", from.received_at_ns()),
          .epoch = from.epoch(),
          .first_seq = from.first_seq(),
          .last_seq = from.last_seq()};
}

void CheckWhich(const v1::SeriesQuery& from, FieldCheck& check) {
  if (from.check().empty() && from.assignment().empty()) {
    check.Fail("check", {"a series is of a check or an assignment", "必须指定检查项或检查任务"});
  }
  if (from.check().find_first_of("*?[") != std::string::npos) {
    check.Fail("check",
               {"a series is of one check; no wildcards", "只能指定一个检查项，不可用通配符"});
  }
}

}  // namespace

void ToProto(const SeriesQuery& from, v1::SeriesQuery& to) {
  to.set_host(from.host);
  to.set_assignment(from.assignment);
  to.set_check(from.check);
  to.set_item(from.item);
  if (from.since) to.set_since_ns(ToNanoseconds(*from.since));
  if (from.until) to.set_until_ns(ToNanoseconds(*from.until));
  if (from.after) Put(*from.after, *to.mutable_after());
  to.set_limit(from.limit);
  to.set_with_interval(from.with_interval);
  to.set_after_commit(from.after_commit);
  to.set_until_commit(from.until_commit);
}

Result<SeriesQuery> FromProto(const v1::SeriesQuery& from) {
  FieldCheck check;
  SeriesQuery to{
      .host = check.Name("host", from.host()),
      .assignment = check.OptionalName("assignment", from.assignment()),
      .check = check.OptionalName("check", from.check()),
      .item = check.OptionalName("item", from.item()),
      .limit = static_cast<std::uint32_t>(check.Within("limit", from.limit(), 1, limits::kRows)),
      .with_interval = from.with_interval(),
      .after_commit = from.after_commit(),
      .until_commit = from.until_commit()};
  CheckWhich(from, check);
  if (from.has_since_ns()) to.since = check.Time("since_ns", from.since_ns());
  if (from.has_until_ns()) to.until = check.Time("until_ns", from.until_ns());
  if (from.has_after()) to.after = Take(from.after(), check);
  return check.Finish(std::move(to));
}

void ToProto(const ResultId& from, v1::ShowResultRequest& to) {
  to.set_epoch(from.epoch);
  to.set_seq(from.seq);
}

Result<ResultId> FromProto(const v1::ShowResultRequest& from) {
  FieldCheck check;
  ResultId to{.epoch = from.epoch(), .seq = check.Positive("seq", from.seq())};
  return check.Finish(to);
}

void ToProto(const SeriesPage& from, v1::SeriesPage& to) {
  to.set_columns(from.columns);
  if (from.next) Put(*from.next, *to.mutable_next());
  for (const GapRow& gap : from.gaps) Put(gap, *to.add_gaps());
  if (from.interval) to.set_interval_ns(from.interval->count());
  to.set_as_of_commit(from.as_of_commit);
  to.set_more_gaps(from.more_gaps);
}

// The columns are looked at by their reader (SeriesColumns::Parse).
Result<SeriesPage> FromProto(const v1::SeriesPage& from) {
  FieldCheck check;
  check.Bytes("columns", from.columns().size(), limits::kOperatorReplyBytes);
  SeriesPage to{.columns = from.columns(),
                .as_of_commit = from.as_of_commit(),
                .more_gaps = from.more_gaps()};
  if (from.has_next()) to.next = Take(from.next(), check);
  check.Count("gaps", static_cast<std::size_t>(from.gaps_size()), limits::kRows);
  for (const v1::GapRow& gap : from.gaps()) to.gaps.push_back(Take(gap, check));
  if (from.interval_ns() != 0) to.interval = check.Span("interval_ns", from.interval_ns());
  return check.Finish(std::move(to));
}

void ToProto(const StoredResult& from, v1::StoredResult& to) {
  to.set_host(from.host);
  to.set_epoch(from.id.epoch);
  to.set_seq(from.id.seq);
  to.set_received_at_ns(ToNanoseconds(from.received_at));
  Put(from.result, *to.mutable_result());
}

Result<StoredResult> FromProto(const v1::StoredResult& from) {
  FieldCheck check;
  StoredResult to{.host = check.Name("host", from.host()),
                  .id = {from.epoch(), check.Positive("seq", from.seq())},
                  .received_at = check.Time("received_at_ns", from.received_at_ns()),
                  .result = Take(from.result(), check)};
  return check.Finish(std::move(to));
}

}  // namespace xunjian
