#include "collector/replay/replay.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <set>

#include "checks/api/reasons.h"
#include "recorded_world.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

RecordedWorld TwoHosts(const std::string& policy = std::string(kFakePolicyText)) {
  RecordedWorld world(policy);
  for (const std::string n : {"1", "2"}) {
    world.Handle(TokenCreated{FakeToken("web" + n, world.now)});
    world.Handle(FakeEnrolment("web" + n, "agent-" + n));
  }
  world.EndCommit();
  return world;
}

std::string InWords(const ReplayReport& report) {
  std::string words;
  for (const ReplayDifference& found : report.differences) {
    words += fmt::format("commit {} event {} {}: {} {}: stored '{}', decided '{}'\n",
                         found.place.commit, found.place.order, found.place.kind,
                         ToString(found.row.subject), found.row.name, found.stored, found.decided);
  }
  return words;
}

TEST_CASE("what changed nothing leaves no record") {
  RecordedWorld world = TwoHosts();
  world.Handle(Tick{world.steady});
  CHECK_FALSE(world.Handle(Tick{world.steady + 1s}).event);
  CHECK_FALSE(world.Handle(HeartbeatArrived{"agent-1"}).event);
  CHECK_FALSE(world.Handle(SessionDown{99, "agent-1"}).event);
  CHECK_FALSE(world.Handle(ActRequested{FakeActor(), {5, IncidentAct::kSolve, "?"}}).event);
  CHECK_FALSE(world.Handle(DeliveryReported{5, {}, ""}).event);
  const EnrolRequested wrong{"token-of-web1", "guess", "web1", "key", "agent-9"};
  CHECK_FALSE(world.Handle(wrong).event);
}

TEST_CASE("a batch of results needs a record only when time has passed since the last one") {
  RecordedWorld world = TwoHosts();
  const auto arrive = [&world](std::uint64_t seq) {
    return world.Arrive("agent-1", 5, {ResultWith(seq, kLoad, Outcome::kOk, world.now)});
  };
  CHECK_FALSE(arrive(1).event);
  world.Pass(1s);
  world.Handle(Tick{world.steady});
  CHECK(arrive(2).event);
  CHECK_FALSE(arrive(3).event);
  CHECK_FALSE(world.Arrive("agent-2", 6, {ResultWith(1, kLoad, Outcome::kOk, world.now)}).event);
  CHECK(arrive(3).event);  // a duplicate: only this says that the agent was heard
  CHECK(world.Replayed().same());
}

// One group a host, gathered and restated within a life, through two channels.
constexpr std::string_view kTalkative = R"(
[grouping]
by = ["host"]
wait = "20s"
repeat = "1m"
[[notify]]
name = "all"
channels = ["mail", "robot"]
)";

// A life that nobody planned: all kinds of events, restarts, several events a commit.
class RandomLife {
 public:
  RandomLife(std::uint64_t seed, const std::string& policy)
      : random_(seed), world_(TwoHosts(policy)) {}

  RecordedWorld Live(int steps) {
    for (int i = 0; i < steps; ++i) Step();
    return std::move(world_);
  }

 private:
  std::uint64_t Below(std::uint64_t bound) { return random_() % bound; }
  std::string Agent() { return Below(2) == 0 ? "agent-1" : "agent-2"; }

  void Step() {
    switch (Below(16)) {
      case 0:
        return world_.Pass(std::chrono::seconds(Below(90)));
      case 1:
      case 2:
        world_.Pass(1s);
        [[fallthrough]];
      case 3:
        world_.Handle(Tick{world_.steady});
        return;
      case 4:
      case 5:
        world_.Handle(HeartbeatArrived{Agent(), Below(3)});
        return;
      case 6:
        return Session();
      case 7:
        return Person();
      case 8:
        world_.Handle(DeliveryReported{1 + Below(20), Delivery(), "said"});
        return;
      case 9:
        if (Below(10) == 0) world_.Restart();
        return;
      case 10:
        return Rarity();
      default:
        return Batch();
    }
  }

  DeliveryReported::Outcome Delivery() { return static_cast<DeliveryReported::Outcome>(Below(3)); }

  void Session() {
    SessionUp up;
    up.session = ++session_;
    up.agent_id = Agent();
    up.hello.epoch = 1 + Below(3);
    up.hello.boot_id = "boot-" + std::to_string(Below(3));
    if (Below(2) == 0) {
      world_.Handle(up);
    } else {
      world_.Handle(SessionDown{1 + Below(session_), up.agent_id});
    }
  }

  void Person() {
    const auto act = static_cast<IncidentAct>(1 + Below(3));
    world_.Handle(ActRequested{FakeActor(), {1 + Below(6), act, "a text"}});
  }

  void Rarity() {
    switch (Below(5)) {
      case 0:
        world_.Handle(ListeningResumed{world_.steady});
        return;
      case 1:
        world_.Handle(AgentCopied{Agent(), "10.0.0.1", "10.0.0.2"});
        return;
      case 2:
        world_.Handle(ClockSeen{Agent(), std::chrono::seconds(Below(3))});
        return;
      case 3:
        world_.Pass(61min);
        return;
      default:
        world_.EndCommit();
        world_.now -= std::chrono::seconds(Below(100));  // the wall clock leaps
    }
  }

  // Numbers that were there before, leaps, late ones, checks that are not assigned, gaps.
  void Batch() {
    const std::uint64_t first = 1 + Below(400);
    std::vector<SequencedResult> results;
    for (std::uint64_t seq = first; seq < first + Below(6); ++seq) {
      const auto outcome = Below(3) == 0 ? Outcome::kCritical : Outcome::kOk;
      results.push_back(ResultWith(seq, Below(2) == 0 ? kLoad : kProbe, outcome, world_.now));
      if (Below(12) == 0) results.back().result.check = "host.perf.other";  // refused
      if (Below(12) == 0) results.back().result.assignment = "gone/host.perf.load";
    }
    std::vector<ResultGap> gaps;
    if (Below(8) == 0) {
      ResultGap& gap = gaps.emplace_back();
      gap.reason = Below(2) == 0 ? GapReason::kVoid : GapReason::kCap;
      gap.seqs.Add(first + Below(8), first + 8);
      gap.count = gap.reason == GapReason::kVoid ? 0 : gap.seqs.Count();
    }
    world_.Arrive(Agent(), 1 + Below(3), std::move(results), std::move(gaps));
  }

  std::mt19937_64 random_;
  RecordedWorld world_;
  SessionId session_ = 0;
};

TEST_CASE("whatever happened is decided again from what was kept of it") {
  std::uint64_t incidents = 0;
  std::map<std::string, int> told;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const std::string policy =
        std::string(kFakePolicyText) + std::string(seed % 2 ? kTalkative : "");
    RecordedWorld world = RandomLife(seed, policy).Live(500);
    const ReplayReport report = world.Replayed();
    CAPTURE(seed);
    INFO(InWords(report));
    REQUIRE(report.same());
    incidents += world.incidents.size();
    for (const auto& [id, entry] : world.model.outbox) ++told[entry.kind + " " + entry.channel];
  }
  CHECK(incidents > 60);
  for (const char* news : {"opened mail", "opened robot", "updated mail", "restated mail"}) {
    CAPTURE(news);
    CHECK(told[news] > 0);
  }
}

TEST_CASE("an agent that only heartbeats kept from being idle is idle again at the same moment") {
  RecordedWorld world = TwoHosts();
  world.Handle(SessionUp{1, "agent-1", {.epoch = 5}});
  world.Arrive("agent-1", 5, {ResultWith(1, kProbe, Outcome::kOk, world.now)});
  for (std::uint64_t second = 0; second < 300; ++second) {
    world.Pass(1s);
    world.Handle(HeartbeatArrived{"agent-1", second < 150 ? second : 150});  // then it hangs
    world.Handle(Tick{world.steady});
    if (second % 7 == 0) world.Handle(ClockSeen{"agent-2", std::chrono::seconds(second)});
  }
  const ReplayReport report = world.Replayed();
  INFO(InWords(report));
  CHECK(report.same());
  std::ptrdiff_t idle = 0;
  for (const auto& [id, incident] : world.incidents) {
    idle += std::ranges::count_if(incident.timeline, [](const TimelineEntry& line) {
      return FindArgument(line.details, "code") == reason::kAgentIdle;
    });
  }
  CHECK(idle == 1);
}

TEST_CASE("what was listened before a full disk is known to a replay") {
  RecordedWorld world = TwoHosts();
  world.Arrive("agent-1", 5, {ResultWith(1, kProbe, Outcome::kOk, world.now)});
  for (int i = 0; i < 12; ++i) {
    for (int second = 0; second < 7; ++second) {
      world.Pass(1s);
      world.Handle(Tick{world.steady});
    }
    world.Pass(10s);
    world.Handle(ListeningResumed{world.steady});
  }
  const ReplayReport report = world.Replayed();
  INFO(InWords(report));
  CHECK(report.same());
  CHECK_FALSE(world.incidents.empty());
}

RecordedWorld Acknowledged() {
  RecordedWorld world = TwoHosts();
  for (std::uint64_t seq = 1; seq <= 3; ++seq) {
    world.Arrive("agent-1", 5, {ResultWith(seq, kProbe, Outcome::kCritical, world.now)});
    world.Pass(30s);
  }
  world.Handle(ActRequested{FakeActor(), {1, IncidentAct::kAcknowledge, "on it"}});
  world.EndCommit();
  return world;
}

TEST_CASE("a line that is stored otherwise is named with its commit and event") {
  RecordedWorld world = Acknowledged();
  REQUIRE(world.Replayed().same());
  world.incidents.at(1).timeline.at(1).actor = "somebody";
  const ReplayReport report = world.Replayed();
  REQUIRE(report.difference_count == 1);
  const ReplayDifference& found = report.differences.front();
  CHECK(found.place.commit == world.commits.size());
  CHECK(found.place.kind == "act");
  CHECK(found.row.name == "1, 2");
  CHECK(found.stored == "actor=somebody");
  CHECK(found.decided == "actor=li");
}

TEST_CASE("a line too many, a state too few and an incident that was touched are all named") {
  RecordedWorld world = Acknowledged();
  TimelineEntry made_up;
  made_up.at = world.commits.at(2).decided_at;
  made_up.kind = "note";
  world.incidents.at(1).timeline.push_back(made_up);
  world.incidents.at(1).facts.owner = "nobody";
  world.model.hosts.at("web1").runs.at(kProbe).states.clear();
  std::set<ReplaySubject> subjects;
  const ReplayReport report = world.Replayed();
  for (const ReplayDifference& found : report.differences) subjects.insert(found.row.subject);
  CHECK(subjects == std::set<ReplaySubject>{ReplaySubject::kTimeline, ReplaySubject::kIncident,
                                            ReplaySubject::kState});
}

TEST_CASE("an event that went missing shows in what follows from it") {
  RecordedWorld world = Acknowledged();
  const RecordedCommit act = world.commits.back();
  world.commits.back().steps.clear();
  CHECK_FALSE(world.Replayed().same());
  world.commits.back() = act;
  CHECK(world.Replayed().same());
  world.commits.back().steps.front().event->fields.clear();
  CHECK_THROWS(world.Replayed());  // it cannot be read
}

}  // namespace
}  // namespace xunjian
