#include <catch2/catch.hpp>

#include "proto/convert/agent_codec.h"
#include "proto/convert/clean_result.h"
#include "proto/convert/limits.h"
#include "proto/convert/protobuf_log.h"
#include "proto/convert/result_codec.h"
#include "random_words.h"

using namespace xunjian;

namespace {

constexpr unsigned kSeeds = 50;

// Messages without maps have one encoding: equal bytes are equal words.
template <class Message>
void SurvivesTwice(const Message& message, std::string (*encode)(const Message&),
                   Result<Message> (*decode)(std::string_view)) {
  const std::string bytes = encode(message);
  const auto decoded = decode(bytes);
  REQUIRE(decoded.has_value());
  CHECK(decoded->index() == message.index());
  CHECK(encode(*decoded) == bytes);
}

}  // namespace

TEST_CASE("results, samples and windows come back as they were") {
  for (unsigned seed = 1; seed <= kSeeds; ++seed) {
    RandomWords random(seed);
    const CheckResult result = random.Result();
    REQUIRE((DecodeResult(EncodeResult(result)).value() == result));
    Window window{.samples = {random.OneSample(), random.OneSample()}, .short_window = true};
    if (seed % 2 == 0) window.last_run = random.OneSample();
    const Window decoded = DecodeWindow(EncodeWindow(window)).value();
    REQUIRE(decoded.samples.size() == 2);
    REQUIRE((decoded.samples[1].observation == window.samples[1].observation));
    REQUIRE(decoded.samples[0].boot_id == window.samples[0].boot_id);
    REQUIRE(decoded.samples[0].uptime == window.samples[0].uptime);
    REQUIRE(decoded.last_run.has_value() == window.last_run.has_value());
    REQUIRE(decoded.short_window);
    const Sample sample = random.OneSample();
    REQUIRE(DecodeSample(EncodeSample(sample)).value().at == sample.at);
  }
}

TEST_CASE("assignments and the runner's messages come back as they were") {
  for (unsigned seed = 1; seed <= kSeeds; ++seed) {
    RandomWords random(seed);
    const AssignmentSet set = random.Set();
    REQUIRE((DecodeAssignmentSet(EncodeAssignmentSet(set)).value() == set));
    const RunRequest request{.run_id = seed, .assignment = random.OneAssignment()};
    const RunRequest request_back = DecodeRunRequest(EncodeRunRequest(request)).value();
    REQUIRE(request_back.run_id == seed);
    REQUIRE((request_back.assignment == request.assignment));
    const RunReply reply{.run_id = seed, .result = random.Result()};
    const RunReply reply_back = DecodeRunReply(EncodeRunReply(reply)).value();
    REQUIRE(reply_back.run_id == seed);
    REQUIRE((reply_back.result == reply.result));
  }
}

TEST_CASE("what an agent says comes back as it was") {
  for (unsigned seed = 1; seed <= kSeeds; ++seed) {
    RandomWords random(seed);
    const Hello hello{.agent_version = random.Name(),
                      .boot_id = random.Name(),
                      .epoch = random.Number(1, ~0ULL),
                      .first_seq = 3,
                      .last_seq = random.Number(3, ~0ULL),
                      .assignments_version = random.Name(),
                      .now = Timestamp(Duration(random.Number(0, 1ULL << 62))),
                      .former_epochs = {random.Number(1, ~0ULL), ~0ULL}};
    const Heartbeat heartbeat{.now = hello.now,
                              .checks_run = random.Number(0, ~0ULL),
                              .results_waiting = random.Number(0, ~0ULL),
                              .answers = random.Number(0, ~0ULL)};
    for (const AgentMessage& message :
         {AgentMessage(hello), AgentMessage(heartbeat), AgentMessage(random.Batch())}) {
      SurvivesTwice(message, &EncodeAgentMessage, &DecodeAgentMessage);
    }
    const auto back = std::get<Hello>(DecodeAgentMessage(EncodeAgentMessage(hello)).value());
    REQUIRE(back.agent_version == hello.agent_version);
    REQUIRE(back.boot_id == hello.boot_id);
    REQUIRE(back.epoch == hello.epoch);
    REQUIRE(back.first_seq == hello.first_seq);
    REQUIRE(back.last_seq == hello.last_seq);
    REQUIRE(back.assignments_version == hello.assignments_version);
    REQUIRE(back.now == hello.now);
    REQUIRE(back.former_epochs == hello.former_epochs);
  }
}

TEST_CASE("what a collector says comes back as it was") {
  RandomWords random(1);
  Welcome welcome{
      .host = "web1", .now = Timestamp(Duration(5)), .heartbeat_interval = std::chrono::seconds(7)};
  welcome.received.Add(1, 7);
  welcome.received.Add(9, 1ULL << 40);
  welcome.former = {{.epoch = ~0ULL, .seqs = welcome.received}, {.epoch = 3, .seqs = {}}};
  const Reject reject{.epoch = 4, .range = {2, 3}, .reason = "seq 2 was seen"};
  for (const CollectorMessage& message :
       {CollectorMessage(welcome), CollectorMessage(Ack{.epoch = 9, .ranges = {{1, 2}, {4, 4}}}),
        CollectorMessage(reject), CollectorMessage(RunNow{{"a/b", "c/d"}}),
        CollectorMessage(RunNow{}), CollectorMessage(Ping{~0ULL}),
        CollectorMessage(ComeBack{std::chrono::seconds(40)})}) {
    SurvivesTwice(message, &EncodeCollectorMessage, &DecodeCollectorMessage);
  }
  const auto back =
      std::get<Welcome>(DecodeCollectorMessage(EncodeCollectorMessage(welcome)).value());
  CHECK(back.host == "web1");
  CHECK(back.heartbeat_interval == std::chrono::seconds(7));
  CHECK(back.received == welcome.received);
  CHECK(back.former == welcome.former);
  const AssignmentPush push{random.Set()};
  CHECK(
      (std::get<AssignmentPush>(DecodeCollectorMessage(EncodeCollectorMessage(push)).value()).set ==
       push.set));
}

TEST_CASE("a cleaned result is always taken, whatever it was") {
  for (unsigned seed = 1; seed <= kSeeds; ++seed) {
    INFO(seed);
    const CheckResult clean = CleanResult(RandomWords(seed).WildResult());
    const std::string bytes = EncodeResult(clean);
    CHECK(bytes.size() <= limits::kResultBytes);
    const auto decoded = DecodeResult(bytes);
    if (decoded.has_error()) FAIL(decoded.error().message().en);
    REQUIRE((*decoded == clean));
  }
}

TEST_CASE("cleaning leaves a result within the limits as it is") {
  for (unsigned seed = 1; seed <= kSeeds; ++seed) {
    CheckResult result = RandomWords(seed).Result();
    for (ItemResult& item : result.items) {  // control characters are not kept
      for (Attribute& attribute : item.observed.attributes) attribute.value = "值 value";
      for (Argument& argument : item.arguments) argument.value = "a\tb\nc";
    }
    REQUIRE((CleanResult(result) == result));
  }
}

TEST_CASE("two long names that begin alike stay two") {
  CheckResult result{.check = "c"};
  for (const char last : {'1', '2'}) {
    result.items.push_back({.observed = {.item = std::string(200, 'x') + last}, .code = "ok"});
  }
  const CheckResult clean = CleanResult(result);
  CHECK(clean.items[0].observed.item.size() == limits::kNameBytes);
  CHECK(clean.items[0].observed.item != clean.items[1].observed.item);
  CHECK(clean.complete);
}

TEST_CASE("a result that loses items is not complete any more") {
  CheckResult result{.check = "c"};
  for (std::size_t i = 0; i <= limits::kResultItems; ++i) {
    result.items.push_back({.observed = {.item = std::to_string(i)}, .code = "ok"});
  }
  const CheckResult clean = CleanResult(result);
  CHECK(clean.items.size() == limits::kResultItems);
  CHECK_FALSE(clean.complete);
}

TEST_CASE("an item that lost something says what") {
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  CheckResult result{.check = "c"};
  ItemResult item{.observed = {.item = "whole"}, .code = "ok"};
  result.items.push_back(item);
  item.observed.item = "nan";
  item.observed.metrics = {{"m", kNan, ""}};
  result.items.push_back(item);
  item.observed.item = "many";
  item.observed.metrics = std::vector<Metric>(limits::kItemMetrics + 1, {"m", 1, ""});
  item.observed.attributes = std::vector<Attribute>(limits::kItemAttributes + 1, {"a", "b"});
  item.arguments = {{"long", std::string(limits::kTextBytes + 1, 'x')}};
  result.items.push_back(item);
  const CheckResult clean = CleanResult(result);
  CHECK(clean.items[0].observed.FindAttribute("cut") == nullptr);
  CHECK(*clean.items[1].observed.FindAttribute("cut") == "metrics");
  CHECK(*clean.items[2].observed.FindAttribute("cut") == "metrics, attributes, arguments");
  CHECK(DecodeResult(EncodeResult(clean)).has_value());
  CHECK((CleanResult(clean) == clean));
}

TEST_CASE("items of one name become the worst of them, and say how many there were") {
  CheckResult result{.check = "c"};
  for (const Outcome outcome : {Outcome::kOk, Outcome::kCritical, Outcome::kWarning}) {
    result.items.push_back({.observed = {.item = "/"}, .outcome = outcome, .code = "x"});
  }
  result.items.push_back({.observed = {.item = "/var"}, .outcome = Outcome::kOk, .code = "x"});
  const CheckResult clean = CleanResult(result);
  REQUIRE(clean.items.size() == 2);
  CHECK(clean.items[0].outcome == Outcome::kCritical);
  CHECK(*clean.items[0].observed.FindAttribute("merged_items") == "3");
  CHECK(clean.items[1].observed.FindAttribute("merged_items") == nullptr);
}

TEST_CASE("a result that names an item twice is refused") {
  CheckResult result{.check = "c"};
  result.items.assign(2, {.observed = {.item = "/"}, .code = "ok"});
  const auto decoded = DecodeResult(EncodeResult(result));
  REQUIRE(decoded.has_error());
  CHECK(decoded.error().In(Language::kEnglish) == "result.items name an item twice");
}

TEST_CASE("an item whose name cannot be told from another by the eye keeps its own") {
  CheckResult result{.check = "c"};
  for (const char* name : {"disk", "di\u200Bsk"}) {
    result.items.push_back({.observed = {.item = name}, .code = "ok"});
  }
  const CheckResult clean = CleanResult(result);
  REQUIRE(clean.items.size() == 2);
  CHECK(clean.items[0].observed.item == "disk");
  CHECK(clean.items[1].observed.item.starts_with("disk~"));
}

TEST_CASE("no bytes make the decoders do more than refuse") {
  SilenceProtobufLog();
  for (unsigned seed = 1; seed <= 300; ++seed) {
    RandomWords random(seed);
    std::string bytes = EncodeAgentMessage(random.Batch());
    for (int i = 0; i < 5; ++i) {
      bytes[random.Number(0, bytes.size() - 1)] = static_cast<char>(random.Number(0, 255));
    }
    bytes.resize(random.Number(0, bytes.size()));
    if (const auto message = DecodeAgentMessage(bytes); message.has_value()) {
      CHECK(DecodeAgentMessage(EncodeAgentMessage(*message)).has_value());
    }
  }
}
