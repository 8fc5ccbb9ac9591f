#include "collector/decide/decide.h"

#include <catch2/catch.hpp>

#include "tests/support/collector_fixture.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

struct OneHost : CollectorWorld {
  OneHost() { EnrolHost("web1", "agent-1"); }

  void FailProbe(int times) {
    for (int i = 0; i < times; ++i) Arrive("agent-1", kProbe, Outcome::kCritical);
  }
  const IncidentMember& OnlyMember() const {
    return model.incidents.begin()->second.members.begin()->second;
  }
};

template <class Kind>
std::vector<Kind> EffectsOf(const Changes& changes) {
  std::vector<Kind> found;
  for (const Effect& effect : changes.effects) {
    if (const auto* kind = std::get_if<Kind>(&effect)) found.push_back(*kind);
  }
  return found;
}

TEST_CASE("the third failing result in a row opens one incident, with all their numbers") {
  OneHost world;
  world.Arrive("agent-1", kProbe, Outcome::kOk);
  world.FailProbe(2);
  CHECK(world.model.incidents.empty());
  world.FailProbe(2);
  REQUIRE(world.model.incidents.size() == 1);
  CHECK(world.model.incidents.begin()->second.facts.group == "host=web1,service=shop");
  CHECK(world.OnlyMember().first_failing.seq == 2);
  CHECK(world.OnlyMember().last_failing.seq == 5);
  CHECK_FALSE(HasPassed(world.OnlyMember()));
}

TEST_CASE("an incident is solved by the first result that passes after the last failing one") {
  OneHost world;
  world.FailProbe(3);
  const Changes changes = world.Arrive("agent-1", kProbe, Outcome::kOk);
  CHECK(world.model.incidents.empty());
  REQUIRE(changes.incidents.size() == 1);
  CHECK(changes.incidents[0].status == IncidentStatus::kSolved);
  CHECK(changes.members.at(0).member.passing.seq == 4);
  CHECK(changes.outbox.at(0).key == "incident-1-solved");
  CHECK(EffectsOf<OutboxFilled>(changes).size() == 1);
}

TEST_CASE("neither skipping nor being withdrawn solves an incident") {
  OneHost world;
  world.FailProbe(3);
  const Outcome outcome = GENERATE(Outcome::kSkipped, Outcome::kNotApplicable);
  world.Arrive("agent-1", kProbe, outcome);
  CHECK(world.model.incidents.size() == 1);
  world.Arrive("agent-1", kProbe, Outcome::kOk);
  CHECK(world.model.incidents.empty());
}

TEST_CASE("what fails again after it was solved is a new incident") {
  OneHost world;
  world.FailProbe(3);
  world.Arrive("agent-1", kProbe, Outcome::kOk);
  world.FailProbe(3);
  REQUIRE(world.model.incidents.size() == 1);
  CHECK(world.model.incidents.begin()->first == 2);
}

TEST_CASE("an older result fills history and never overwrites a newer state") {
  OneHost world;
  world.Batch("agent-1", 7, {ResultWith(5, kProbe, Outcome::kOk, world.now)});
  const Changes late =
      world.Batch("agent-1", 7, {ResultWith(4, kProbe, Outcome::kCritical, world.now)});
  CHECK(late.results->fresh.size() == 1);
  CHECK(late.states.empty());
  const CheckState* state = world.model.FindState({"web1", kProbe, ""});
  CHECK(state->outcome == Outcome::kOk);
  // A new epoch is newer, whatever its random value and its numbers.
  world.Batch("agent-1", 3, {ResultWith(1, kProbe, Outcome::kWarning, world.now)});
  CHECK(world.model.FindState({"web1", kProbe, ""})->outcome == Outcome::kWarning);
}

TEST_CASE("a good result like the one before moves its arrival on and touches no state") {
  OneHost world;
  world.Arrive("agent-1", kProbe, Outcome::kOk);
  world.Pass(30s);
  const Changes again = world.Arrive("agent-1", kProbe, Outcome::kOk);
  CHECK(again.states.empty());
  REQUIRE(again.arrivals.size() == 1);
  CHECK(again.arrivals[0].newest.seq == 2);
  CHECK(again.arrivals[0].observed_at == world.now);
  CHECK(again.arrivals[0].steady);
  // A bad one in between, even in one batch, is settled as ever.
  const Changes turned = world.Batch("agent-1", CollectorWorld::kEpoch,
                                     {ResultWith(3, kProbe, Outcome::kOk, world.now),
                                      ResultWith(4, kProbe, Outcome::kCritical, world.now),
                                      ResultWith(5, kProbe, Outcome::kCritical, world.now)});
  REQUIRE(turned.states.size() == 1);
  CHECK(turned.states[0].attempt == 2);
  CHECK(turned.states[0].first_failing.seq == 4);
  CHECK_FALSE(turned.arrivals.at(0).steady);
}

TEST_CASE("the numbers in the reason of a good state are never older than five minutes") {
  OneHost world;
  world.Arrive("agent-1", kProbe, Outcome::kOk);
  world.Pass(4min + 59s);
  CHECK(world.Arrive("agent-1", kProbe, Outcome::kOk).states.empty());
  world.Pass(1s);
  CHECK(world.Arrive("agent-1", kProbe, Outcome::kOk).states.size() == 1);
}

TEST_CASE("a good result like the one before ends a silence all the same") {
  OneHost world;
  world.Arrive("agent-1", kProbe, Outcome::kOk);
  world.Pass(66s);
  world.Tick();
  REQUIRE(world.model.FindRun({"web1", kProbe})->arrival.overdue);
  world.Arrive("agent-1", kProbe, Outcome::kOk);
  CHECK_FALSE(world.model.FindRun({"web1", kProbe})->arrival.overdue);
}

TEST_CASE("a host whose clock is ahead makes no state look fresher than now") {
  OneHost world;
  world.Batch("agent-1", 7, {ResultWith(1, kProbe, Outcome::kOk, world.now + 24h)});
  CHECK(world.model.FindState({"web1", kProbe, ""})->observed_at == world.now);
  CHECK(world.model.FindRun({"web1", kProbe})->arrival.observed_at == world.now);
}

TEST_CASE("a result of another check than its assignment's is rejected") {
  OneHost world;
  SequencedResult entry = ResultWith(1, kProbe, Outcome::kOk, world.now);
  entry.result.check = "host.perf.load";
  const Changes changes = world.Batch("agent-1", 7, {entry});
  CHECK(EffectsOf<SendReject>(changes).size() == 1);
  CHECK_FALSE(changes.results);
  CHECK_FALSE(world.model.FindState({"web1", kProbe, ""}));
}

TEST_CASE("a duplicate is acknowledged and changes nothing") {
  OneHost world;
  const auto result = ResultWith(1, kProbe, Outcome::kCritical, world.now);
  world.Batch("agent-1", 7, {result});
  const Changes again = world.Batch("agent-1", 7, {result});
  CHECK_FALSE(again.results);
  CHECK(again.states.empty());
  CHECK(EffectsOf<SendAck>(again).at(0).ack.ranges == std::vector<SeqRange>{{1, 1}});
}

TEST_CASE("results without a number are refused and leave no trace") {
  OneHost world;
  const Changes changes = world.Batch("agent-1", 7,
                                      {ResultWith(0, kProbe, Outcome::kOk, world.now),
                                       ResultWith(1, kProbe, Outcome::kOk, world.now)});
  CHECK(changes.reply.has_error());
  CHECK_FALSE(changes.HasRows());
  CHECK(EffectsOf<SendAck>(changes).empty());
}

TEST_CASE("an epoch with too many holes is refused: neither taken nor acknowledged") {
  OneHost world;
  std::vector<SequencedResult> gappy;
  for (std::uint64_t i = 0; i <= kMaxRangesOfEpoch; ++i) {
    gappy.push_back(ResultWith(1 + 2 * i, kProbe, Outcome::kOk, world.now));
  }
  const Changes changes = world.Batch("agent-1", 7, std::move(gappy));
  CHECK(changes.reply.has_error());
  CHECK_FALSE(changes.HasRows());
  CHECK(changes.effects.empty());
}

ResultGap GapOf(GapReason reason, std::uint64_t first, std::uint64_t last) {
  ResultGap gap{.reason = reason};
  gap.seqs.Add(first, last);
  gap.count = reason == GapReason::kVoid ? 0 : last - first + 1;
  return gap;
}

const EpochRecord& EpochOf(const Changes& changes) { return changes.epochs.at(0); }

TEST_CASE("what was produced is what came and what the gaps count") {
  OneHost world;
  const Changes changes =
      world.Batch("agent-1", 7, {ResultWith(3, kProbe, Outcome::kOk, world.now)},
                  {GapOf(GapReason::kCap, 1, 2), GapOf(GapReason::kVoid, 4, 9),
                   GapOf(GapReason::kDamage, 10, 10)});
  CHECK(EpochOf(changes).results == 1);
  CHECK(EpochOf(changes).missing == 3);
  CHECK(EpochOf(changes).received.ranges() == SeqRanges::Map{{1, 10}});
  CHECK(EffectsOf<SendAck>(changes).at(0).ack.ranges == std::vector<SeqRange>{{1, 10}});
  REQUIRE(changes.gaps.size() == 2);  // burnt numbers concern nobody
  CHECK(changes.gaps[0].host == "web1");
}

TEST_CASE("a gap that was told before is acknowledged and counted once") {
  OneHost world;
  world.Batch("agent-1", 7, {}, {GapOf(GapReason::kCap, 1, 4)});
  const Changes again = world.Batch("agent-1", 7, {}, {GapOf(GapReason::kCap, 1, 6)});
  CHECK(EpochOf(again).missing == 6);
  CHECK(again.gaps.at(0).gap.seqs.ranges() == SeqRanges::Map{{5, 6}});
  CHECK(EffectsOf<SendAck>(again).at(0).ack.ranges == std::vector<SeqRange>{{1, 6}});
  const Changes third = world.Batch("agent-1", 7, {}, {GapOf(GapReason::kCap, 1, 6)});
  CHECK(third.gaps.empty());
  CHECK(EpochOf(third).missing == 6);
}

TEST_CASE("a result that came before its number is told to be missing stays") {
  OneHost world;
  world.Batch("agent-1", 7, {ResultWith(2, kProbe, Outcome::kOk, world.now)});
  const Changes changes = world.Batch("agent-1", 7, {}, {GapOf(GapReason::kDamage, 1, 3)});
  CHECK(EpochOf(changes).results == 1);
  CHECK(EpochOf(changes).missing == 2);
}

TEST_CASE("a rejected result is a counted gap too") {
  OneHost world;
  SequencedResult entry = ResultWith(1, kProbe, Outcome::kOk, world.now);
  entry.result.check = "host.perf.load";
  const Changes changes = world.Batch("agent-1", 7, {entry});
  CHECK(changes.gaps.at(0).gap.reason == GapReason::kRejected);
  CHECK(changes.gaps.at(0).gap.first_at == world.now);
  CHECK(EpochOf(changes).missing == 1);
  CHECK(EffectsOf<SendAck>(changes).empty());
}

TEST_CASE("a hello is answered with what was received of its epoch") {
  OneHost world;
  world.Batch("agent-1", 7, {ResultWith(2, kProbe, Outcome::kOk, world.now)});
  Hello hello;
  hello.epoch = 7;
  const Changes up = world.Handle(SessionUp{5, "agent-1", hello});
  CHECK(std::get<SessionAccepted>(up.reply.value()).received.ranges() == SeqRanges::Map{{2, 2}});
}

TEST_CASE("a hello's former epochs are numbered in their order, and each is answered") {
  OneHost world;
  world.Batch("agent-1", 7, {ResultWith(2, kProbe, Outcome::kOk, world.now)});
  Hello hello;
  hello.epoch = 3;
  hello.former_epochs = {7, 9};
  const Changes up = world.Handle(SessionUp{5, "agent-1", hello});
  const auto& accepted = std::get<SessionAccepted>(up.reply.value());
  REQUIRE(accepted.former.size() == 2);
  CHECK(accepted.former[0].seqs.ranges() == SeqRanges::Map{{2, 2}});
  CHECK(accepted.former[1] == ReceivedOfEpoch{9, {}});
  CHECK(accepted.received.empty());
  const auto& epochs = world.model.FindAgent("agent-1")->epochs;
  CHECK(epochs.at(7).number < epochs.at(9).number);
  CHECK(epochs.at(9).number < epochs.at(3).number);
}

TEST_CASE("a result that waited in a former life is older than those of the next one") {
  OneHost world;
  Hello hello;
  hello.epoch = 3;
  hello.former_epochs = {9};
  world.Handle(SessionUp{5, "agent-1", hello});
  world.Batch("agent-1", 3, {ResultWith(50, kProbe, Outcome::kOk, world.now)});
  world.Batch("agent-1", 9, {ResultWith(60, kProbe, Outcome::kCritical, world.now)});
  CHECK(world.model.FindState({"web1", kProbe, ""})->outcome == Outcome::kOk);
}

// An agent that fails at each start after its hello.
TEST_CASE("epochs that came to nothing do not pile up, and those with results stay") {
  OneHost world;
  world.Batch("agent-1", 7, {ResultWith(2, kProbe, Outcome::kOk, world.now)});
  Hello hello;
  for (std::uint64_t start = 0; start < 500; ++start) {
    hello.epoch = 1000 + start;
    world.Handle(SessionUp{start, "agent-1", hello});
  }
  const auto& epochs = world.model.FindAgent("agent-1")->epochs;
  CHECK(epochs.size() < 70);
  CHECK(epochs.at(7).results == 1);
  CHECK(epochs.contains(1499));
  CHECK(world.model.last_epoch_number == 501);
}

TEST_CASE("an epoch that a hello names is not forgotten, however little came of it") {
  OneHost world;
  Hello hello;
  hello.former_epochs = {9};
  for (std::uint64_t start = 0; start < 100; ++start) {
    hello.epoch = 1000 + start;
    world.Handle(SessionUp{start, "agent-1", hello});
  }
  CHECK(world.model.FindAgent("agent-1")->epochs.at(9).number == 1);
}

TEST_CASE("a silent agent is one incident, ended by the first result of each check") {
  OneHost world;
  world.Arrive("agent-1", kProbe, Outcome::kOk);
  world.Arrive("agent-1", kLoad, Outcome::kOk);
  world.Pass(60s);
  CHECK_FALSE(world.Tick().HasRows());
  world.Pass(6s);
  world.Tick();
  REQUIRE(world.model.incidents.size() == 1);
  const Incident& incident = world.model.incidents.begin()->second;
  CHECK(incident.facts.group == "host=web1,service=agent");
  CHECK(incident.members.size() == 3);  // the agent, and each check of it
  CHECK(world.model.FindState({"web1", kProbe, ""})->outcome == Outcome::kOk);

  world.Arrive("agent-1", kProbe, Outcome::kOk);
  CHECK(world.model.incidents.size() == 1);
  world.Arrive("agent-1", kLoad, Outcome::kOk);
  CHECK(world.model.incidents.empty());
}

TEST_CASE("data that stops recovers nothing") {
  OneHost world;
  world.FailProbe(3);
  world.Pass(24h);
  world.Tick();
  CHECK(world.model.incidents.size() == 2);  // the trouble, and the silence beside it
  CHECK_FALSE(HasPassed(world.OnlyMember()));
}

TEST_CASE("an enrolled agent that never answers is noticed") {
  OneHost world;
  world.Pass(66s);
  world.Tick();
  CHECK(world.model.incidents.size() == 1);
}

TEST_CASE("a vanished item of a complete result is gone and its trouble over") {
  OneHost world;
  const auto with_items = [&](std::vector<std::string> items, bool complete) {
    SequencedResult entry = ResultWith(++world.last_seq, kProbe, Outcome::kCritical, world.now);
    const ItemResult model = entry.result.items[0];
    entry.result.items.clear();
    for (const std::string& item : items) {
      entry.result.items.push_back(model);
      entry.result.items.back().observed.item = item;
    }
    entry.result.complete = complete;
    world.Batch("agent-1", CollectorWorld::kEpoch, {entry});
  };
  for (int i = 0; i < 3; ++i) with_items({"a", "b"}, true);
  with_items({"a"}, false);
  CHECK(world.model.FindState({"web1", kProbe, "b"}));
  with_items({"a"}, true);
  CHECK_FALSE(world.model.FindState({"web1", kProbe, "b"}));
  const auto& members = world.model.incidents.begin()->second.members;
  CHECK(HasPassed(members.at({{"web1", kProbe, "b"}, Trouble::kOutcome})));
  CHECK_FALSE(HasPassed(members.at({{"web1", kProbe, "a"}, Trouble::kOutcome})));
}

// Found by the simulator (tests/simulation, seed 12).
TEST_CASE("an item that comes and goes within one batch leaves nothing behind") {
  OneHost world;
  SequencedResult with = ResultWith(++world.last_seq, kProbe, Outcome::kCritical, world.now);
  with.result.items.push_back(with.result.items.front());
  with.result.items.back().observed.item = "passer-by";
  const SequencedResult without =
      ResultWith(++world.last_seq, kProbe, Outcome::kCritical, world.now);
  world.Batch("agent-1", CollectorWorld::kEpoch, {with, without});
  CHECK(world.model.FindState({"web1", kProbe, ""}));
  CHECK_FALSE(world.model.FindState({"web1", kProbe, "passer-by"}));
}

TEST_CASE("solve is refused while a check fails, names it, and looks at it again now") {
  OneHost world;
  world.FailProbe(3);
  const Changes changes = world.Act(1, IncidentAct::kSolve, "restarted it");
  REQUIRE_FALSE(changes.reply.has_value());
  CHECK(changes.reply.error().code() == ErrorCode::kConflict);
  CHECK_THAT(changes.reply.error().In(Language::kEnglish), Catch::Contains("net.state.probe"));
  CHECK_THAT(changes.reply.error().In(Language::kChinese), Catch::Contains("net.state.probe"));
  CHECK_FALSE(changes.HasRows());
  CHECK(EffectsOf<SendRunNow>(changes).at(0).run.assignment_ids ==
        std::vector<std::string>{kProbe});
}

TEST_CASE("an act has a text, an actor and a line in the timeline") {
  OneHost world;
  world.FailProbe(3);
  CHECK_FALSE(world.Act(1, IncidentAct::kNote, "").reply.has_value());
  const Changes acked = world.Act(1, IncidentAct::kAcknowledge, "looking");
  CHECK(acked.timeline.at(0).actor == "li");
  CHECK(acked.incidents.at(0).owner == "li");
  CHECK_FALSE(world.Act(1, IncidentAct::kAcknowledge, "me too").reply.has_value());
  CHECK(world.Act(1, IncidentAct::kNote, "disk ordered").reply.has_value());
  CHECK(world.Act(9, IncidentAct::kNote, "?").reply.error().code() == ErrorCode::kNotFound);
}

TEST_CASE("what the policy no longer assigns is withdrawn, and then only a person may solve") {
  OneHost world;
  world.FailProbe(3);
  auto policy = ParsePolicy("schema = \"xunjian.policy/1\"\n", "p.toml", &MatchFakeChecks);
  const Changes changes =
      world.Handle(PolicyApplied{FakeActor(), std::make_shared<const Policy>(std::move(*policy))});
  CHECK(changes.removed_arrivals.size() == 2);
  CHECK(world.model.incidents.size() == 1);
  CHECK(world.Act(1, IncidentAct::kSolve, "the shop is closed").reply.has_value());
  CHECK(world.model.incidents.empty());
}

TEST_CASE("what was withdrawn, assigned anew and passes has passed again") {
  OneHost world;
  world.FailProbe(3);
  const auto given = world.rules.policy;
  auto empty = ParsePolicy("schema = \"xunjian.policy/1\"\n", "p.toml", &MatchFakeChecks);
  world.Handle(PolicyApplied{FakeActor(), std::make_shared<const Policy>(std::move(*empty))});
  CHECK(IsWithdrawn(world.OnlyMember()));
  world.Handle(PolicyApplied{FakeActor(), given});
  CHECK(IsWithdrawn(world.OnlyMember()));
  const Changes passed = world.Arrive("agent-1", kProbe, Outcome::kOk);
  CHECK(world.model.incidents.empty());
  CHECK(passed.members.at(0).member.passing.seq == 4);
}

TEST_CASE("what was withdrawn, assigned anew and fails keeps its incident open") {
  OneHost world;
  world.FailProbe(3);
  const auto given = world.rules.policy;
  auto empty = ParsePolicy("schema = \"xunjian.policy/1\"\n", "p.toml", &MatchFakeChecks);
  world.Handle(PolicyApplied{FakeActor(), std::make_shared<const Policy>(std::move(*empty))});
  world.Handle(PolicyApplied{FakeActor(), given});
  world.FailProbe(1);
  REQUIRE(world.model.incidents.size() == 1);
  CHECK(StillFails(world.OnlyMember()));
  CHECK_FALSE(world.Act(1, IncidentAct::kSolve, "no").reply.has_value());
}

TEST_CASE("a token enrols one key of one host, until it expires") {
  CollectorWorld world;
  world.Handle(TokenCreated{FakeToken("web1", world.now)});
  const auto code = [&](EnrolRequested request) -> std::optional<ErrorCode> {
    const Changes changes = world.Handle(request);
    return changes.reply ? std::nullopt : std::optional(changes.reply.error().code());
  };
  EnrolRequested good = FakeEnrolment("web1", "agent-1");
  EnrolRequested wrong_secret = good;
  wrong_secret.secret_hash = "other";
  EnrolRequested wrong_host = good;
  wrong_host.host_name = "web2";
  EnrolRequested other_key = FakeEnrolment("web1", "agent-2");
  CHECK(code(wrong_secret) == ErrorCode::kPermissionDenied);
  CHECK(code(wrong_host) == ErrorCode::kPermissionDenied);
  CHECK_FALSE(code(good));
  CHECK(code(other_key) == ErrorCode::kPermissionDenied);
  good.new_agent_id = "agent-3";  // the same key asks again: it stays who it was
  const Changes again = world.Handle(good);
  CHECK(std::get<EnrolmentAccepted>(*again.reply).agent_id == "agent-1");
  world.Pass(30min);
  CHECK(code(good) == ErrorCode::kPermissionDenied);
}

TEST_CASE("an agent whose host was enrolled anew is no longer heard") {
  OneHost world;
  TokenRecord token = FakeToken("web1", world.now);
  token.id = "second";
  world.Handle(TokenCreated{token});
  EnrolRequested anew = FakeEnrolment("web1", "agent-2");
  anew.token_id = "second";
  REQUIRE(world.Handle(anew).reply.has_value());
  const Changes old = world.Arrive("agent-1", kProbe, Outcome::kOk);
  CHECK(old.reply.error().code() == ErrorCode::kPermissionDenied);
  CHECK_FALSE(old.HasRows());
}

TEST_CASE("a hello brings old assignments up to date") {
  OneHost world;
  Hello hello;
  hello.epoch = 7;
  const Changes stale = world.Handle(SessionUp{1, "agent-1", hello});
  const auto pushed = EffectsOf<PushAssignments>(stale);
  REQUIRE(pushed.size() == 1);
  CHECK(pushed[0].set->assignments.size() == 2);
  hello.assignments_version = pushed[0].set->version;
  CHECK(EffectsOf<PushAssignments>(world.Handle(SessionUp{2, "agent-1", hello})).empty());
}

TEST_CASE("a delivery that failed is due again later, a done one is gone") {
  OneHost world;
  world.FailProbe(3);
  REQUIRE(world.model.outbox.size() == 1);
  using Outcome = DeliveryReported::Outcome;
  world.Handle(DeliveryReported{1, Outcome::kRetry, "no route"});
  CHECK(world.model.outbox.at(1).due_at == world.now + 5s);
  world.Handle(DeliveryReported{1, Outcome::kDelivered, ""});
  CHECK(world.model.outbox.empty());
}

TEST_CASE(
    "hosts that are told the same share what they are told, and sets of nobody are forgotten") {
  OneHost world;
  world.EnrolHost("web2", "agent-2");
  const auto set_of = [&](const char* host) { return world.model.hosts.at(host).assignments; };
  CHECK(set_of("web1") == set_of("web2"));
  auto slow = std::make_shared<Policy>(*world.rules.policy);
  slow->rules.front().interval = 1h;
  const Changes changes = world.Handle(PolicyApplied{FakeActor(), slow});
  CHECK(changes.assigned.at(0).set == changes.assigned.at(1).set);
  CHECK(set_of("web1") == set_of("web2"));
  CHECK(world.model.sets.size() == 1);
  CHECK(world.model.FindRun({"web2", kProbe})->assignment->id == kProbe);
}

TEST_CASE("a check that is to come more often from now on is not late at once") {
  OneHost world;
  auto slow = std::make_shared<Policy>(*world.rules.policy);
  for (AssignRule& rule : slow->rules) rule.interval = 1h;
  world.Handle(PolicyApplied{FakeActor(), slow});
  world.Arrive("agent-1", kProbe, Outcome::kOk);
  world.Arrive("agent-1", kLoad, Outcome::kOk);
  world.Pass(30min);
  world.Handle(PolicyApplied{FakeActor(), CollectorWorld().rules.policy});
  world.Handle(HeartbeatArrived{"agent-1"});
  world.Tick();
  CHECK(world.model.incidents.empty());
  world.Pass(2min);
  world.Tick();
  CHECK(world.model.incidents.size() == 1);
}

}  // namespace
}  // namespace xunjian
