#include "proto/convert/operator_convert.h"

#include <google/protobuf/message.h>
#include <google/protobuf/util/message_differencer.h>

#include <catch2/catch.hpp>

#include "proto/convert/agent_convert.h"
#include "random_words.h"
#include "xunjian/v1/enrolment.pb.h"
#include "xunjian/v1/operator.pb.h"

using namespace xunjian;

namespace {

// The names of the fields that were left unset, anywhere in the message.
std::string UnsetFields(const google::protobuf::Message& message) {
  std::string unset;
  const auto* reflection = message.GetReflection();
  for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
    const auto* field = message.GetDescriptor()->field(i);
    const bool repeated = field->is_repeated();
    const bool set =
        repeated ? reflection->FieldSize(message, field) > 0 : reflection->HasField(message, field);
    if (!set) unset += field->full_name() + " ";
    if (!set || field->is_map() || field->message_type() == nullptr) continue;
    unset += UnsetFields(repeated ? reflection->GetRepeatedMessage(message, field, 0)
                                  : reflection->GetMessage(message, field));
  }
  return unset;
}

// Every field of the message is filled from the words, and comes back out of it.
template <class Proto, class Words>
void SurvivesWhole(const Words& words) {
  Proto first;
  ToProto(words, first);
  INFO(first.GetTypeName());
  CHECK(UnsetFields(first).empty());
  const auto back = FromProto(first);
  if (back.has_error()) FAIL(back.error().message().en);
  Proto second;
  ToProto(*back, second);
  CHECK(google::protobuf::util::MessageDifferencer::Equals(first, second));
}

const Timestamp kAt{Duration(1'764'000'000'123'456'789)};
const std::vector<Argument> kArguments = {{"metric", "load1"}};
const std::vector<Metric> kMetrics = {{"load1", 1.5, "count"}};

const HostRow kHost{.name = "web1",
                    .site = "hq",
                    .labels = {{"service", "shop"}},
                    .agent_id = "a1",
                    .agent_version = "0.1.0",
                    .connected = true,
                    .last_contact = kAt,
                    .clock_skew = Duration(-5),
                    .enrolled_at = kAt,
                    .problems = 3,
                    .results_waiting = 0};
const StateRow kState{.host = "web1",
                      .check = "host.perf.load",
                      .item = "i",
                      .outcome = Outcome::kWarning,
                      .code = "above",
                      .arguments = kArguments,
                      .kind = StateKind::kHard,
                      .attempt = 3,
                      .overdue = true,
                      .since = kAt,
                      .observed_at = kAt,
                      .epoch = 7,
                      .seq = 8};
const ResultRow kResult{.host = "web1",
                        .check = "host.perf.load",
                        .item = "i",
                        .outcome = Outcome::kSkipped,
                        .code = "overload",
                        .arguments = kArguments,
                        .metrics = kMetrics,
                        .observed_at = kAt,
                        .received_at = kAt,
                        .epoch = 7,
                        .seq = 8};
const IncidentRow kIncident{.id = 5,
                            .status = IncidentStatus::kSolved,
                            .host = "web1",
                            .site = "hq",
                            .group = "host=web1",
                            .worst = Outcome::kCritical,
                            .members = 2,
                            .failing = 1,
                            .withdrawn = 1,
                            .opened_at = kAt,
                            .solved_at = kAt,
                            .owner = "Li"};
const IncidentMemberRow kMember{.check = "c",
                                .item = "i",
                                .outcome = Outcome::kOk,
                                .code = "ok",
                                .arguments = kArguments,
                                .overdue = true,
                                .passed_again = true,
                                .epoch = 1,
                                .first_failing_seq = 2,
                                .last_failing_seq = 3,
                                .passing_seq = 4,
                                .withdrawn = true};
const TimelineRow kLine{
    .at = kAt, .kind = "note", .actor = "Li", .text = "看过了", .details = kArguments};
const NotificationRow kTold{.key = "incident-5-opened",
                            .channel = "mail",
                            .kind = "opened",
                            .state = DeliveryState::kRejected,
                            .attempts = 2,
                            .created_at = kAt,
                            .due_at = kAt,
                            .reported_at = kAt,
                            .detail = "550 no such user"};

CheckResult WholeResult() {
  return {.check = "c",
          .assignment = "r/c",
          .observed_at = kAt,
          .duration = Duration(5),
          .complete = true,
          .ruler = "0123",
          .items = {{.observed = {.item = "i", .metrics = kMetrics, .attributes = {{"a", "b"}}},
                     .outcome = Outcome::kOk,
                     .code = "ok",
                     .arguments = kArguments,
                     .readings = kMetrics}}};
}

}  // namespace

TEST_CASE("answers of the operator API come back whole") {
  SurvivesWhole<v1::HostList>(std::vector{kHost});
  SurvivesWhole<v1::StateList>(std::vector{kState});
  SurvivesWhole<v1::ResultList>(ResultList{{kResult}, true, true, true});
  SurvivesWhole<v1::SeriesPage>(
      SeriesPage{std::string("\0columns", 8),
                 SeriesPosition{kAt, 3, 9},
                 {GapRow{"web1", GapReason::kHistory, 4, kAt, kAt, kAt, 7, 5, 9}},
                 std::chrono::minutes(1),
                 77,
                 true});
  SurvivesWhole<v1::StoredResult>(StoredResult{"web1", {~0ULL, 9}, kAt, WholeResult()});
  SurvivesWhole<v1::IncidentList>(std::vector{kIncident});
  SurvivesWhole<v1::IncidentDetail>(IncidentDetail{kIncident, {kMember}, {kLine}, {kTold}});
  SurvivesWhole<v1::HostReportReply>(HostReportData{kHost, {WholeResult()}, {kState}});
  SurvivesWhole<v1::TokenList>(std::vector{TokenRow{"t", "web1", "hq", kAt, kAt, kAt}});
  SurvivesWhole<v1::OperatorList>(
      std::vector{OperatorRow{"p1", "Li", Role::kAuditor, "hq", kAt, kAt}});
  SurvivesWhole<v1::OperatorRow>(OperatorRow{"p1", "Li", Role::kAuditor, "hq", kAt, kAt});
  SurvivesWhole<v1::CreatedToken>(CreatedToken{"xj1.x", kAt});
  SurvivesWhole<v1::CreatedOperator>(CreatedOperator{"p1", "key", "cert", "ca", "a:1"});
  SurvivesWhole<v1::PolicyVerdict>(PolicyVerdict{"v", 3, {{"web1", 12, 7}}, true});
  SurvivesWhole<v1::AppliedPolicy>(AppliedPolicy{"v", "schema = 1", "Li", kAt});
}

TEST_CASE("the status of a collector comes back whole") {
  const DurationFigures took{
      .p50 = Duration(1), .p99 = Duration(2), .recent = 3, .count = 4, .total = Duration(5)};
  CollectorStatus status;
  status.version = "0.1.0";
  status.at = kAt;
  status.started_at = kAt;
  status.up = Duration(9);
  status.work = {1, 2, 3, Duration(4), took, 5, took, 6, 7, Message{"full", "已满"}};
  status.road = {1,
                 2,
                 16,
                 17,
                 {{"agents", 3, 4, 5, {{"late", 6}}}},
                 {{"busy", 7}},
                 14,
                 15,
                 8,
                 9,
                 10,
                 11,
                 {{"wrong", 12}},
                 {{"no_room", 13}}};
  status.disk = {took, took, 1, 2, 3, Duration(4), 5, 6, 7, kAt, {{kAt, 8}}, 9};
  status.probes = {{"agents", kAt, Duration(1), 2, 3, Message{"closed", "关闭"}}};
  status.channels = {{"mail", "smtp", 1, 2, 3, "timed out", kAt}};
  SurvivesWhole<v1::CollectorStatusReply>(status);
}

TEST_CASE("a status that nobody could measure is refused") {
  v1::CollectorStatusReply reply;
  CollectorStatus status;
  status.version = "1";
  status.at = status.started_at = kAt;
  ToProto(status, reply);
  CHECK(FromProto(reply).has_value());
  reply.mutable_work()->set_oldest_wait_ns(-1);
  CHECK(FromProto(reply).has_error());
  reply.mutable_work()->set_oldest_wait_ns(0);
  for (int i = 0; i < 100; ++i) reply.add_probes()->set_door("agents");
  CHECK(FromProto(reply).has_error());
}

TEST_CASE("questions and acts of the operator API come back whole") {
  SurvivesWhole<v1::HostReportRequest>(HostQuestion{"web1"});
  SurvivesWhole<v1::RevokeOperatorRequest>(Revocation{"li"});
  SurvivesWhole<v1::ResultQuery>(
      ResultQuery{"web1", "host.*", "i", Outcome::kUnknown, kAt, kAt, 10'000});
  SurvivesWhole<v1::SeriesQuery>(SeriesQuery{"web1", "base/host.perf.load", "host.perf.load", "i",
                                             kAt, kAt, SeriesPosition{kAt, 3, 9}, 10'000, true, 70,
                                             77});
  SurvivesWhole<v1::ShowResultRequest>(ResultId{~0ULL, 9});
  SurvivesWhole<v1::StateQuery>(StateQuery{"web1", "host.*", true, 1});
  SurvivesWhole<v1::IncidentQuery>(IncidentQuery{"web1", IncidentStatus::kConfirmed, true, 5});
  SurvivesWhole<v1::ShowIncidentRequest>(IncidentQuestion{9});
  SurvivesWhole<v1::IncidentActRequest>(IncidentActRequest{9, IncidentAct::kSolve, "restarted"});
  SurvivesWhole<v1::CreateTokenRequest>(
      CreateTokenRequest{"web1", "hq", {{"k", "v"}}, std::chrono::minutes(5)});
  SurvivesWhole<v1::CreateOperatorRequest>(CreateOperatorRequest{"Li", Role::kSeat, "hq"});
  SurvivesWhole<v1::PolicyRequest>(PolicyText{"[rule]", "policy.toml"});
}

TEST_CASE("enrolment comes back whole") {
  SurvivesWhole<v1::EnrolmentRequest>(EnrolmentRequest{"t", "s", "web1", "csr"});
  SurvivesWhole<v1::EnrolmentReply>(EnrolmentReply{"a1", "hq", "cert", "ca"});
}

TEST_CASE("a question that does not restrict comes back so") {
  v1::ResultQuery message;
  ToProto(ResultQuery{}, message);
  const ResultQuery back = FromProto(message).value();
  CHECK_FALSE(back.outcome);
  CHECK_FALSE(back.since);
  CHECK_FALSE(back.until);
  v1::IncidentQuery incidents;
  ToProto(IncidentQuery{}, incidents);
  CHECK_FALSE(FromProto(incidents)->status);
}

TEST_CASE("a series is of one host and one check or assignment") {
  const auto refused = [](const SeriesQuery& query) {
    v1::SeriesQuery message;
    ToProto(query, message);
    return FromProto(message).has_error();
  };
  CHECK_FALSE(refused({.host = "web1", .check = "c"}));
  CHECK_FALSE(refused({.host = "web1", .assignment = "a"}));
  CHECK(refused({.check = "c"}));
  CHECK(refused({.host = "web1"}));
  CHECK(refused({.host = "web1", .item = "/"}));
  CHECK(refused({.host = "web1", .check = "host.*"}));
  CHECK(refused({.host = "web1", .check = "c", .limit = 0}));
  CHECK(refused({.host = "web1", .check = "c", .limit = 10'001}));
}

TEST_CASE("a question beyond a limit is refused") {
  v1::ResultQuery results;
  CHECK(FromProto(results).has_error());  // limit 0
  results.set_limit(10'001);
  CHECK(FromProto(results).has_error());
  v1::CreateOperatorRequest request;
  request.set_name("Li");
  CHECK(FromProto(request).has_error());  // no role
  request.set_role(static_cast<v1::Role>(8));
  CHECK(FromProto(request).has_error());
  v1::IncidentActRequest act;
  act.set_id(1);
  CHECK(FromProto(act).has_error());  // no act
  v1::CreateTokenRequest token;
  token.set_host("web1");
  token.set_lifetime_ns(-1);
  CHECK(FromProto(token).has_error());
}

TEST_CASE("what a failure says is cut before it grows too long for a header") {
  v1::ErrorDetail detail;
  ToProto(Message{std::string(100'000, 'x'), "短"}, detail);
  CHECK(FromProto(detail).en.size() == 8192);
  CHECK(FromProto(detail).zh == "短");
}
