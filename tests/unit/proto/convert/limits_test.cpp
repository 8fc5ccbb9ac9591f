#include "proto/convert/limits.h"

#include <catch2/catch.hpp>
#include <functional>
#include <limits>

#include "proto/convert/agent_codec.h"
#include "proto/convert/agent_convert.h"
#include "proto/convert/result_codec.h"
#include "xunjian/v1/agent.pb.h"
#include "xunjian/v1/result.pb.h"

using namespace xunjian;

namespace {

v1::CheckResult GoodResult() {
  v1::CheckResult result;
  result.set_check("host.perf.load");
  v1::ItemResult& item = *result.add_items();
  item.set_outcome(v1::OUTCOME_OK);
  item.set_code("ok");
  item.add_readings()->set_name("load1");
  item.add_arguments()->set_name("metric");
  item.mutable_observed()->add_metrics()->set_name("load1");
  item.mutable_observed()->add_attributes()->set_name("kernel");
  return result;
}

v1::AgentMessage GoodBatch() {
  v1::AgentMessage message;
  message.mutable_batch()->set_epoch(1);
  message.mutable_batch()->set_columns("any");
  return message;
}

v1::AgentMessage GoodHello() {
  v1::AgentMessage message;
  message.mutable_hello()->set_agent_version("1");
  message.mutable_hello()->set_epoch(1);
  message.mutable_hello()->set_first_seq(1);
  message.mutable_hello()->set_last_seq(2);
  return message;
}

v1::ItemResult& ItemOf(v1::CheckResult& result) { return *result.mutable_items(0); }

template <class Message>
struct Breach {
  std::string field;  // named by the error
  std::function<void(Message&)> make;
};

Result<void> Taken(const v1::AgentMessage& message) {
  const auto decoded = DecodeAgentMessage(message.SerializeAsString());
  return decoded ? Ok() : Result<void>(decoded.error());
}

Result<void> Taken(const v1::CheckResult& result) {
  const auto decoded = DecodeResult(result.SerializeAsString());
  return decoded ? Ok() : Result<void>(decoded.error());
}

template <class Message>
void CheckRefused(Message message, const Breach<Message>& breach) {
  INFO(breach.field);
  REQUIRE(Taken(message).has_value());
  breach.make(message);
  const auto taken = Taken(message);
  REQUIRE(taken.has_error());
  CHECK(taken.error().code() == ErrorCode::kInvalidArgument);
  CHECK(taken.error().In(Language::kEnglish).starts_with(breach.field + " "));
  CHECK(taken.error().In(Language::kChinese).starts_with(breach.field + " "));
}

template <class Adder>
void Times(std::size_t count, Adder add) {
  for (std::size_t i = 0; i < count; ++i) add();
}

const std::string kLongName(limits::kNameBytes + 1, 'n');
const std::string kLongText(limits::kTextBytes + 1, 't');
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE("a batch that breaks a limit is refused, and the field is named") {
  const Breach<v1::AgentMessage> breaches[] = {
      {"batch.epoch", [](auto& m) { m.mutable_batch()->set_epoch(0); }},
      {"batch.columns", [](auto& m) { m.mutable_batch()->clear_columns(); }},
  };
  for (const auto& breach : breaches) CheckRefused(GoodBatch(), breach);
}

TEST_CASE("a result that breaks a limit is refused, and the field is named") {
  const Breach<v1::CheckResult> breaches[] = {
      {"result.check", [](auto& m) { m.clear_check(); }},
      {"result.check", [](auto& m) { m.set_check(kLongName); }},
      {"result.check", [](auto& m) { m.set_check("a\nb"); }},
      {"result.check", [](auto& m) { m.set_check(std::string("a\0b", 3)); }},
      {"result.assignment", [](auto& m) { m.set_assignment(kLongName); }},
      {"result.ruler", [](auto& m) { m.set_ruler(kLongName); }},
      {"result.observed_at_ns", [](auto& m) { m.set_observed_at_ns(-1); }},
      {"result.duration_ns", [](auto& m) { m.set_duration_ns(-1); }},
      {"result.items",
       [](auto& m) { Times(limits::kResultItems, [&] { *m.add_items() = m.items(0); }); }},
      {"item.outcome", [](auto& m) { ItemOf(m).set_outcome(v1::OUTCOME_UNSPECIFIED); }},
      {"item.outcome", [](auto& m) { ItemOf(m).set_outcome(static_cast<v1::Outcome>(9)); }},
      {"item.outcome", [](auto& m) { ItemOf(m).set_outcome(static_cast<v1::Outcome>(-1)); }},
      {"item.code", [](auto& m) { ItemOf(m).clear_code(); }},
      {"item", [](auto& m) { ItemOf(m).mutable_observed()->set_item(kLongName); }},
      {"item.arguments",
       [](auto& m) {
         Times(limits::kArguments, [&] { ItemOf(m).add_arguments()->set_name("a"); });
       }},
      {"item.readings",
       [](auto& m) {
         Times(limits::kItemMetrics, [&] { ItemOf(m).add_readings()->set_name("a"); });
       }},
      {"item.metrics",
       [](auto& m) {
         Times(limits::kItemMetrics,
               [&] { ItemOf(m).mutable_observed()->add_metrics()->set_name("a"); });
       }},
      {"item.attributes",
       [](auto& m) {
         Times(limits::kItemAttributes,
               [&] { ItemOf(m).mutable_observed()->add_attributes()->set_name("a"); });
       }},
      {"metric.name", [](auto& m) { ItemOf(m).mutable_readings(0)->clear_name(); }},
      {"metric.value", [](auto& m) { ItemOf(m).mutable_readings(0)->set_value(kInfinity); }},
      {"metric.value", [](auto& m) { ItemOf(m).mutable_readings(0)->set_value(kNan); }},
      {"metric.unit", [](auto& m) { ItemOf(m).mutable_readings(0)->set_unit(kLongName); }},
      {"argument.name", [](auto& m) { ItemOf(m).mutable_arguments(0)->clear_name(); }},
      {"argument.value", [](auto& m) { ItemOf(m).mutable_arguments(0)->set_value(kLongText); }},
      {"attribute.value",
       [](auto& m) { ItemOf(m).mutable_observed()->mutable_attributes(0)->set_value(kLongText); }},
  };
  for (const auto& breach : breaches) CheckRefused(GoodResult(), breach);
}

TEST_CASE("a hello that breaks a limit is refused, and the field is named") {
  const Breach<v1::AgentMessage> breaches[] = {
      {"hello.epoch", [](auto& m) { m.mutable_hello()->set_epoch(0); }},
      {"hello.first_seq", [](auto& m) { m.mutable_hello()->set_first_seq(3); }},
      {"hello.former_epochs", [](auto& m) { m.mutable_hello()->add_former_epochs(0); }},
      {"hello.former_epochs",
       [](auto& m) {
         for (std::size_t i = 0; i <= limits::kEpochs; ++i) {
           m.mutable_hello()->add_former_epochs(i + 1);
         }
       }},
      {"hello.agent_version", [](auto& m) { m.mutable_hello()->clear_agent_version(); }},
      {"hello.boot_id", [](auto& m) { m.mutable_hello()->set_boot_id(kLongName); }},
      {"hello.assignments_version",
       [](auto& m) { m.mutable_hello()->set_assignments_version(kLongName); }},
      {"hello.now_ns", [](auto& m) { m.mutable_hello()->set_now_ns(-1); }},
  };
  for (const auto& breach : breaches) CheckRefused(GoodHello(), breach);
}

TEST_CASE("a message of no known kind is refused") {
  CHECK(DecodeAgentMessage("").has_error());
  CHECK(DecodeCollectorMessage("").has_error());
}

TEST_CASE("a message of more than a mebibyte is refused before it is read") {
  const auto decoded = DecodeAgentMessage(std::string(limits::kMessageBytes + 1, '\xff'));
  REQUIRE(decoded.has_error());
  CHECK(decoded.error().In(Language::kEnglish) ==
        "message is 1048577 bytes long, 1048576 are allowed");
}

TEST_CASE("text that is not UTF-8 is refused") {
  std::string bytes = EncodeAgentMessage(Hello{.agent_version = "VERSION", .epoch = 1});
  REQUIRE(DecodeAgentMessage(bytes).has_value());
  bytes[bytes.find("VERSION")] = '\xff';
  const auto decoded = DecodeAgentMessage(bytes);
  REQUIRE(decoded.has_error());
  CHECK(decoded.error().code() == ErrorCode::kInvalidArgument);
}

TEST_CASE("an account of missing results that cannot be is refused") {
  struct Row {
    const char* what;
    std::function<void(v1::ResultGap&)> breach;
  };
  const Row rows[] = {
      {"no reason", [](auto& gap) { gap.set_reason(v1::GAP_REASON_UNSPECIFIED); }},
      {"the collector's own reason", [](auto& gap) { gap.set_reason(v1::GAP_REASON_REJECTED); }},
      {"no numbers", [](auto& gap) { gap.clear_ranges(); }},
      {"number 0", [](auto& gap) { gap.mutable_ranges(0)->set_first(0); }},
      {"numbers without end", [](auto& gap) { gap.mutable_ranges(0)->set_last(~0ULL); }},
      {"a range twice", [](auto& gap) { *gap.add_ranges() = gap.ranges(0); }},
      {"more results than numbers", [](auto& gap) { gap.set_count(4); }},
      {"results that never were", [](auto& gap) { gap.set_reason(v1::GAP_REASON_NEVER_USED); }},
      {"too many ranges",
       [](auto& gap) {
         for (std::uint64_t i = 1; i <= limits::kGapRanges; ++i) {
           gap.add_ranges()->set_first(10 * i);
           gap.mutable_ranges(static_cast<int>(i))->set_last(10 * i);
         }
       }},
  };
  v1::AgentMessage good;
  good.mutable_batch()->set_epoch(1);
  v1::ResultGap& gap = *good.mutable_batch()->add_gaps();
  gap.set_reason(v1::GAP_REASON_NO_ROOM);
  gap.set_count(3);
  gap.add_ranges()->set_first(1);
  gap.mutable_ranges(0)->set_last(3);
  CHECK(FromProto(good).has_value());
  for (const Row& row : rows) {
    INFO(row.what);
    v1::AgentMessage bad = good;
    row.breach(*bad.mutable_batch()->mutable_gaps(0));
    CHECK(FromProto(bad).has_error());
  }
}

TEST_CASE("what a collector says is held to limits too") {
  const CollectorMessage breaches[] = {
      Ack{.epoch = 0},
      Ack{.epoch = 1, .ranges = {{0, 1}}},
      Ack{.epoch = 1, .ranges = {{3, 2}}},
      Reject{.epoch = 1, .range = {1, 1}, .reason = kLongText},
      RunNow{{""}},
      RunNow{{kLongName}},
      ComeBack{std::chrono::hours(2)},
      Welcome{.host = ""},
      Welcome{.host = "web1", .heartbeat_interval = Duration(0)},
      AssignmentPush{{.version = "1", .assignments = {{.id = "a", .check = "c", .attempts = 0}}}},
      AssignmentPush{{.version = "1", .assignments = {{.id = "", .check = "c"}}}}};
  for (const CollectorMessage& breach : breaches) {
    INFO(breach.index());
    CHECK(DecodeCollectorMessage(EncodeCollectorMessage(breach)).has_error());
  }
}
