#include "proto/convert/limits.h"

#include <catch2/catch.hpp>
#include <functional>
#include <limits>

#include "proto/convert/agent_codec.h"
#include "xunjian/v1/agent.pb.h"

using namespace xunjian;

namespace {

v1::AgentMessage GoodBatch() {
  v1::AgentMessage message;
  message.mutable_batch()->set_epoch(1);
  for (const std::uint64_t seq : {1, 2}) {
    v1::SequencedResult& result = *message.mutable_batch()->add_results();
    result.set_seq(seq);
    result.mutable_result()->set_check("host.perf.load");
    v1::ItemResult& item = *result.mutable_result()->add_items();
    item.set_outcome(v1::OUTCOME_OK);
    item.set_code("ok");
    item.add_readings()->set_name("load1");
    item.add_arguments()->set_name("metric");
    item.mutable_observed()->add_metrics()->set_name("load1");
    item.mutable_observed()->add_attributes()->set_name("kernel");
  }
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

v1::CheckResult& ResultOf(v1::AgentMessage& message) {
  return *message.mutable_batch()->mutable_results(1)->mutable_result();
}
v1::ItemResult& ItemOf(v1::AgentMessage& message) { return *ResultOf(message).mutable_items(0); }

struct Breach {
  std::string field;  // named by the error
  std::function<void(v1::AgentMessage&)> make;
};

void CheckRefused(v1::AgentMessage message, const Breach& breach) {
  INFO(breach.field);
  REQUIRE(DecodeAgentMessage(message.SerializeAsString()).has_value());
  breach.make(message);
  const auto decoded = DecodeAgentMessage(message.SerializeAsString());
  REQUIRE(decoded.has_error());
  CHECK(decoded.error().code() == ErrorCode::kInvalidArgument);
  CHECK(decoded.error().In(Language::kEnglish).starts_with(breach.field + " "));
  CHECK(decoded.error().In(Language::kChinese).starts_with(breach.field + " "));
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
  const Breach breaches[] = {
      {"batch.epoch", [](auto& m) { m.mutable_batch()->set_epoch(0); }},
      {"batch.results", [](auto& m) { m.mutable_batch()->clear_results(); }},
      {"batch.results",
       [](auto& m) {
         for (std::uint64_t seq = 3; seq <= limits::kBatchResults + 1; ++seq) {
           *m.mutable_batch()->add_results() = m.batch().results(0);
           m.mutable_batch()->mutable_results()->rbegin()->set_seq(seq);
         }
       }},
      {"batch.seq", [](auto& m) { m.mutable_batch()->mutable_results(0)->set_seq(0); }},
      {"batch.seq", [](auto& m) { m.mutable_batch()->mutable_results(1)->set_seq(1); }},
      {"result.check", [](auto& m) { ResultOf(m).clear_check(); }},
      {"result.check", [](auto& m) { ResultOf(m).set_check(kLongName); }},
      {"result.check", [](auto& m) { ResultOf(m).set_check("a\nb"); }},
      {"result.check", [](auto& m) { ResultOf(m).set_check(std::string("a\0b", 3)); }},
      {"result.assignment", [](auto& m) { ResultOf(m).set_assignment(kLongName); }},
      {"result.ruler", [](auto& m) { ResultOf(m).set_ruler(kLongName); }},
      {"result.observed_at_ns", [](auto& m) { ResultOf(m).set_observed_at_ns(-1); }},
      {"result.duration_ns", [](auto& m) { ResultOf(m).set_duration_ns(-1); }},
      {"result.items",
       [](auto& m) {
         Times(limits::kResultItems, [&] { *ResultOf(m).add_items() = ResultOf(m).items(0); });
       }},
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
  for (const Breach& breach : breaches) CheckRefused(GoodBatch(), breach);
}

TEST_CASE("a hello that breaks a limit is refused, and the field is named") {
  const Breach breaches[] = {
      {"hello.epoch", [](auto& m) { m.mutable_hello()->set_epoch(0); }},
      {"hello.first_seq", [](auto& m) { m.mutable_hello()->set_first_seq(3); }},
      {"hello.agent_version", [](auto& m) { m.mutable_hello()->clear_agent_version(); }},
      {"hello.boot_id", [](auto& m) { m.mutable_hello()->set_boot_id(kLongName); }},
      {"hello.assignments_version",
       [](auto& m) { m.mutable_hello()->set_assignments_version(kLongName); }},
      {"hello.now_ns", [](auto& m) { m.mutable_hello()->set_now_ns(-1); }},
  };
  for (const Breach& breach : breaches) CheckRefused(GoodHello(), breach);
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

TEST_CASE("what a collector says is held to limits too") {
  const CollectorMessage breaches[] = {
      Ack{.epoch = 0},
      Ack{.epoch = 1, .ranges = {{0, 1}}},
      Ack{.epoch = 1, .ranges = {{3, 2}}},
      Reject{.epoch = 1, .range = {1, 1}, .reason = kLongText},
      RunNow{{""}},
      RunNow{{kLongName}},
      Welcome{.host = ""},
      Welcome{.host = "web1", .heartbeat_interval = Duration(0)},
      AssignmentPush{{.version = "1", .assignments = {{.id = "a", .check = "c", .attempts = 0}}}},
      AssignmentPush{{.version = "1", .assignments = {{.id = "", .check = "c"}}}}};
  for (const CollectorMessage& breach : breaches) {
    INFO(breach.index());
    CHECK(DecodeCollectorMessage(EncodeCollectorMessage(breach)).has_error());
  }
}
