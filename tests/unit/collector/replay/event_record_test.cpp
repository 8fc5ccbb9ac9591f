#include "collector/replay/event_record.h"

#include <catch2/catch.hpp>
#include <set>

#include "collector/replay/event_prelude.h"
#include "tests/support/collector_fixture.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

SessionUp SomeSession() {
  SessionUp up;
  up.session = 7;
  up.agent_id = "agent-1";
  up.hello.agent_version = "0.1.0";
  up.hello.boot_id = "boot=1\n";
  up.hello.epoch = ~0ULL;
  up.hello.former_epochs = {1, ~0ULL - 1};
  return up;
}

BatchArrived SomeGaps() {
  ResultGap lost{.reason = GapReason::kCap, .count = 12};
  lost.seqs.Add(3, 9);
  lost.seqs.Add(12, 16);
  lost.first_at = Timestamp(5ns);
  ResultGap burnt{.reason = GapReason::kVoid};
  burnt.seqs.Add(20, 20);
  return {1, "agent-1", std::make_shared<const ColumnBatch>(42), {lost, burnt}};
}

std::vector<Event> OneOfEach() {
  OperatorRecord person;
  person.id = "person-2";
  person.name = "wang";
  person.role = Role::kAdmin;
  person.site = "hunan";
  person.certificate_fingerprint = "ab";
  person.created_by = "li";
  person.created_at = Timestamp(1s);
  TokenRecord token = FakeToken("web1", Timestamp(2s));
  token.labels = {{"env", "prod"}, {"note", "a=b\nc"}};
  auto policy = std::make_shared<Policy>();
  policy->version = "v1";
  std::vector<Event> events;
  events.emplace_back(CollectorStarted{SteadyTime(1ns), ListenedTime(3ns)});
  events.emplace_back(ListeningResumed{SteadyTime(2ns)});
  events.emplace_back(Tick{SteadyTime(-3ns)});
  events.emplace_back(SomeSession());
  events.emplace_back(SessionDown{7, "agent-1"});
  events.emplace_back(HeartbeatArrived{"agent-1"});
  events.emplace_back(ClockSeen{"agent-1", -40s});
  events.emplace_back(ClockSeen{"agent-1", std::nullopt});
  events.emplace_back(AgentCopied{"agent-1", "10.0.0.1", "10.0.0.2"});
  events.emplace_back(SomeGaps());
  events.emplace_back(FakeEnrolment("web1", "agent-1"));
  events.emplace_back(ActRequested{FakeActor(), {3, IncidentAct::kSolve, "mended\n\\"}});
  events.emplace_back(PolicyApplied{FakeActor(), policy});
  events.emplace_back(TokenCreated{token});
  events.emplace_back(OperatorCreated{person});
  events.emplace_back(OperatorRevoked{FakeActor(), "wang"});
  events.emplace_back(DeliveryReported{4, DeliveryReported::Outcome::kRejected, "no such door"});
  return events;
}

TEST_CASE("every kind of event comes back as it was, but for what is kept elsewhere") {
  std::set<std::size_t> kinds;
  for (const Event& event : OneOfEach()) {
    kinds.insert(event.index());
    const EventRecord record = RecordOf(event);
    CAPTURE(record.kind);
    const auto back = EventOf(record);
    REQUIRE(back.has_value());
    CHECK(back->index() == event.index());
    CHECK(RecordOf(*back) == record);
  }
  CHECK(kinds.size() == std::variant_size_v<Event>);
}

TEST_CASE("the values of an event are those that were written") {
  const auto up = std::get<SessionUp>(EventOf(RecordOf(SomeSession())).value());
  CHECK(up.hello.epoch == ~0ULL);
  CHECK(up.hello.boot_id == "boot=1\n");
  const auto batch = std::get<BatchArrived>(EventOf(RecordOf(SomeGaps())).value());
  CHECK(batch.gaps == SomeGaps().gaps);
  CHECK(batch.batch->epoch() == 42);
}

TEST_CASE("the hash of a token's secret is not among what is kept") {
  TokenRecord token = FakeToken("web1", Timestamp());
  token.secret_hash = "sesame";
  EnrolRequested request = FakeEnrolment("web1", "agent-1");
  request.secret_hash = "sesame";
  for (const EventRecord& record : {RecordOf(TokenCreated{token}), RecordOf(request)}) {
    for (const Argument& field : record.fields) CHECK(field.value != "sesame");
  }
}

TEST_CASE("what is no record of ours is refused") {
  CHECK(EventOf({"party", {}}).error().code() == ErrorCode::kInternal);
  CHECK(EventOf({"tick", {}}).error().code() == ErrorCode::kInternal);
  CHECK(EventOf({"tick", {{"now", "soon"}}}).error().code() == ErrorCode::kInternal);
  CHECK(EventOf({"tick", {{"now", "12x"}}}).error().code() == ErrorCode::kInternal);
  for (const char* gap :
       {"", "1", "9 1 0 0 1-2", "1 2 0 0 1", "1 2 0 0 -", "1 2 0 0 1-", "1 2 0 0 x-y"}) {
    CAPTURE(gap);
    const EventRecord record{"batch",
                             {{"session", "1"}, {"agent", "a"}, {"epoch", "1"}, {"gap", gap}}};
    CHECK_FALSE(EventOf(record).has_value());
  }
}

TEST_CASE("what happened before an event comes back beside it") {
  EventPrelude prelude;
  prelude.begins = true;
  prelude.now = SteadyTime(77ns);
  prelude.heard = {{"agent-1", ListenedTime(5ns)}, {"agent.2", ListenedTime(-6ns)}};
  prelude.worked = {{"agent-1", ListenedTime(4ns)}};
  EventRecord record = RecordOf(Tick{SteadyTime(9ns)});
  PutPrelude(prelude, record);
  const auto back = PreludeOf(record).value();
  CHECK(back.begins);
  CHECK(back.now == prelude.now);
  CHECK(back.heard == prelude.heard);
  CHECK(back.worked == prelude.worked);
  CHECK(EventOf(record).has_value());
  CHECK(PreludeOf(RecordOf(Tick{})).value().empty());
  record.fields.push_back({"@heard.x", "late"});
  CHECK_FALSE(PreludeOf(record).has_value());
}

}  // namespace
}  // namespace xunjian
