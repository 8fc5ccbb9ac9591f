#include "agent/uplink/uplink_session.h"

#include <catch2/catch.hpp>
#include <numeric>

namespace xunjian {
namespace {

using namespace std::chrono_literals;

constexpr SteadyTime kStart{1h};
constexpr std::uint64_t kEpoch = 77;

Backoff HalfJitter() {
  return Backoff({}, [] { return 0.5; });
}

template <class Action>
std::vector<Action> Of(const UplinkActions& actions) {
  std::vector<Action> found;
  for (const UplinkAction& action : actions) {
    if (const Action* one = std::get_if<Action>(&action)) found.push_back(*one);
  }
  return found;
}

template <class Action>
bool Has(const UplinkActions& actions) {
  return !Of<Action>(actions).empty();
}

SpoolPart Results(std::uint64_t first, std::uint64_t last) {
  SpoolPart part{.through = last};
  for (std::uint64_t seq = first; seq <= last; ++seq) part.rows.push_back({seq, nullptr, {}});
  return part;
}

const Welcome kWelcome{"host-1", {}, 20s, {}};

UplinkActions Greet(UplinkSession& session, SteadyTime now) {
  UplinkActions actions = session.Receive(kWelcome, now);
  for (UplinkAction& action : session.SpoolReconciled(now)) actions.push_back(std::move(action));
  return actions;
}

// A session that is open, with results 1..last new in the spool, none of them sent.
UplinkSession OpenSession(std::uint64_t last, UplinkOptions options = {}) {
  UplinkSession session(options, HalfJitter());
  session.Start(kStart);
  session.Connected(kStart);
  Greet(session, kStart);
  session.Tick(kStart);
  if (last > 0) session.SpoolChanged(SpoolLives(kEpoch), last, kStart);
  return session;
}

TEST_CASE("a session says hello before anything else") {
  UplinkSession session({}, HalfJitter());
  CHECK(Has<uplink::Connect>(session.Start(kStart)));
  CHECK(session.SpoolChanged(SpoolLives(kEpoch), 5, kStart).empty());
  const UplinkActions greeting = session.Connected(kStart);
  REQUIRE(greeting.size() == 1);
  CHECK(Has<uplink::SendHello>(greeting));
  CHECK(session.SpoolChanged(SpoolLives(kEpoch), 6, kStart).empty());

  const UplinkActions opened = Greet(session, kStart);
  REQUIRE(Of<uplink::ReadSpool>(opened).size() == 1);
  CHECK(Of<uplink::ReadSpool>(opened).front() == uplink::ReadSpool{1, 6, 1000, 512 << 10});
}

TEST_CASE("what was read is sent as a batch of the spool's epoch") {
  UplinkSession session = OpenSession(3);
  const UplinkActions actions = session.SpoolRead(Results(1, 3), kStart);
  const auto batches = Of<uplink::SendBatch>(actions);
  REQUIRE(batches.size() == 1);
  CHECK(batches[0].epoch == kEpoch);
  CHECK(batches[0].rows.size() == 3);
  CHECK_FALSE(Has<uplink::ReadSpool>(actions));
}

TEST_CASE("at most the window of batches is in flight; an ack makes room") {
  UplinkSession session = OpenSession(5000, {.window = 5});
  for (std::uint64_t batch = 0; batch < 4; ++batch) {
    const UplinkActions actions =
        session.SpoolRead(Results(batch * 1000 + 1, batch * 1000 + 1000), kStart);
    CHECK(Has<uplink::SendBatch>(actions));
    CHECK(Has<uplink::ReadSpool>(actions) == (batch < 3));
  }
  SECTION("a whole batch") {
    const UplinkActions actions = session.Receive(Ack{kEpoch, {{1, 1000}}}, kStart);
    REQUIRE(Of<uplink::AcknowledgeSpool>(actions).size() == 1);
    CHECK(Of<uplink::AcknowledgeSpool>(actions)[0].range == SeqRange{1, 1000});
    REQUIRE(Of<uplink::ReadSpool>(actions).size() == 1);
    CHECK(Of<uplink::ReadSpool>(actions)[0].from_seq == 4001);
  }
  SECTION("a part of one makes none") {
    CHECK_FALSE(Has<uplink::ReadSpool>(session.Receive(Ack{kEpoch, {{1, 999}}}, kStart)));
    CHECK(Has<uplink::ReadSpool>(session.Receive(Ack{kEpoch, {{1000, 1000}}}, kStart)));
  }
  SECTION("acks in any order") {
    CHECK(Has<uplink::ReadSpool>(session.Receive(Ack{kEpoch, {{2001, 3000}}}, kStart)));
  }
  SECTION("an ack of a former epoch means nothing") {
    CHECK(session.Receive(Ack{kEpoch + 1, {{1, 1000}}}, kStart).empty());
  }
}

// A session that was greeted when 1..5000 waited already.
UplinkSession BackloggedSession() {
  UplinkSession session({}, HalfJitter());
  session.SpoolChanged(SpoolLives(kEpoch), 5000, kStart);
  session.Start(kStart);
  session.Connected(kStart);
  Greet(session, kStart);
  session.Tick(kStart);
  return session;
}

TEST_CASE("what is new goes before the backlog, and each leaves the other a place") {
  UplinkSession session = BackloggedSession();
  session.SpoolRead(Results(1, 1000), kStart);
  session.SpoolRead(Results(1001, 2000), kStart);
  const UplinkActions third = session.SpoolRead(Results(2001, 3000), kStart);
  CHECK_FALSE(Has<uplink::ReadSpool>(third));  // one place is left, for what is new
  const UplinkActions fresh = session.SpoolChanged(SpoolLives(kEpoch), 5001, kStart);
  REQUIRE(Of<uplink::ReadSpool>(fresh).size() == 1);
  CHECK(Of<uplink::ReadSpool>(fresh)[0] == uplink::ReadSpool{5001, 5001, 1000, 512 << 10});
  session.SpoolRead(Results(5001, 5001), kStart);
  session.SpoolChanged(SpoolLives(kEpoch), 5002, kStart);
  const UplinkActions freed = session.Receive(Ack{kEpoch, {{1, 1000}}}, kStart);
  CHECK(Of<uplink::ReadSpool>(freed).at(0).from_seq == 5002);
  session.SpoolRead(Results(5002, 5002), kStart);
  const UplinkActions both = session.Receive(Ack{kEpoch, {{5001, 5002}}}, kStart);
  CHECK(Of<uplink::ReadSpool>(both).at(0) == uplink::ReadSpool{3001, 5000, 1000, 512 << 10});
}

TEST_CASE("a gap is sent like results and waits for its ack") {
  UplinkSession session = OpenSession(10);
  SpoolPart part = Results(4, 10);
  ResultGap gap{.reason = GapReason::kCap, .count = 3};
  gap.seqs.Add(1, 3);
  part.gaps.push_back(gap);
  const UplinkActions actions = session.SpoolRead(part, kStart);
  CHECK(Of<uplink::SendBatch>(actions).at(0).gaps == std::vector<ResultGap>{gap});
  session.Receive(Ack{kEpoch, {{4, 10}}}, kStart);
  CHECK(Has<uplink::Disconnect>(session.Tick(kStart + 60s)));  // the gap's is missing
}

TEST_CASE("nothing is read before the spool is in line with what the collector has") {
  UplinkSession session({}, HalfJitter());
  session.SpoolChanged(SpoolLives(kEpoch), 9, kStart);
  session.Start(kStart);
  session.Connected(kStart);
  Welcome welcome = kWelcome;
  welcome.received.Add(1, 4);
  const UplinkActions actions = session.Receive(welcome, kStart);
  CHECK(Of<uplink::ReconcileSpool>(actions).at(0).received == welcome.received);
  CHECK_FALSE(Has<uplink::ReadSpool>(actions));
  CHECK_FALSE(Has<uplink::ReadSpool>(session.SpoolChanged(SpoolLives(kEpoch), 10, kStart)));
  CHECK(Of<uplink::ReadSpool>(session.SpoolReconciled(kStart)).at(0).to_seq == 10);
}

// Numbers 1..3 are of life 5, 4..8 of life 6, what is newer of kEpoch.
SpoolLives ThreeLives() {
  SpoolLives lives(5);
  lives.Begin(6, 4);
  lives.Begin(kEpoch, 9);
  return lives;
}

UplinkSession SessionOfThreeLives() {
  UplinkSession session({}, HalfJitter());
  session.SpoolChanged(ThreeLives(), 12, kStart);
  session.Start(kStart);
  session.Connected(kStart);
  return session;
}

TEST_CASE("a batch has numbers of one life, and its epoch") {
  UplinkSession session = SessionOfThreeLives();
  const UplinkActions opened = Greet(session, kStart);
  CHECK(Of<uplink::ReadSpool>(opened).at(0) == uplink::ReadSpool{1, 3, 1000, 512 << 10});
  const UplinkActions first = session.SpoolRead(Results(1, 3), kStart);
  CHECK(Of<uplink::SendBatch>(first).at(0).epoch == 5);
  CHECK(Of<uplink::ReadSpool>(first).at(0) == uplink::ReadSpool{4, 8, 1000, 512 << 10});
  const UplinkActions second = session.SpoolRead(Results(4, 8), kStart);
  CHECK(Of<uplink::SendBatch>(second).at(0).epoch == 6);
  CHECK(Of<uplink::ReadSpool>(second).at(0) == uplink::ReadSpool{9, 12, 1000, 512 << 10});
  CHECK(Of<uplink::SendBatch>(session.SpoolRead(Results(9, 12), kStart)).at(0).epoch == kEpoch);
}

TEST_CASE("an ack speaks of the numbers of its epoch's life alone") {
  struct Row {
    Ack ack;
    bool taken;
  };
  for (const Row& row :
       {Row{{5, {{1, 3}}}, true}, Row{{6, {{4, 8}}}, true}, Row{{5, {{1, 4}}}, false},
        Row{{6, {{3, 8}}}, false}, Row{{kEpoch, {{8, 9}}}, false}}) {
    UplinkSession session = SessionOfThreeLives();
    Greet(session, kStart);
    const UplinkActions actions = session.Receive(row.ack, kStart);
    CHECK(Has<uplink::AcknowledgeSpool>(actions) == row.taken);
    CHECK(Has<uplink::Disconnect>(actions) != row.taken);
  }
}

// The simulator's known losses, before lives: a copy took another program's numbers for its own.
TEST_CASE("what a collector has of a life beyond our numbers is another copy's") {
  UplinkSession session = SessionOfThreeLives();
  Welcome welcome = kWelcome;
  welcome.former.resize(2);
  welcome.former[0].epoch = 5;
  welcome.former[0].seqs.Add(1, 12);
  welcome.former[1].epoch = 6;
  welcome.former[1].seqs.Add(5, 6);
  const UplinkActions actions = session.Receive(welcome, kStart);
  SeqRanges known;
  known.Add(1, 3);
  known.Add(5, 6);
  CHECK(Of<uplink::ReconcileSpool>(actions).at(0).received == known);
}

TEST_CASE("a spool that begins a new life greets the collector again") {
  UplinkSession session({}, HalfJitter());
  session.SpoolChanged(SpoolLives(kEpoch), 9, kStart);
  session.Start(kStart);
  session.Connected(kStart);
  session.Receive(kWelcome, kStart);
  CHECK(Has<uplink::Disconnect>(session.SpoolChanged(SpoolLives(kEpoch + 1), 9, kStart)));
  CHECK_FALSE(Has<uplink::ReadSpool>(session.SpoolReconciled(kStart)));
}

TEST_CASE("a ping is answered with a heartbeat at once") {
  UplinkSession session = OpenSession(0);
  const UplinkActions answer = session.Receive(Ping{77}, kStart + 1s);
  REQUIRE(answer.size() == 1);
  CHECK(std::get<uplink::SendHeartbeat>(answer.front()).answers == 77);
  CHECK(session.NextTick() == kStart + 21s);
}

TEST_CASE("a collector that says when to come back is obeyed, within reason") {
  struct Row {
    Duration asked;
    Duration waited;
  };
  for (const Row& row : {Row{30s, 30s}, Row{24h, 1h}, Row{0s, 200ms}}) {
    UplinkSession session({}, HalfJitter());
    session.Start(kStart);
    session.Connected(kStart);
    CHECK(Has<uplink::Disconnect>(session.Receive(ComeBack{row.asked}, kStart)));
    session.Disconnected(kStart);
    CHECK(session.NextTick() == kStart + row.waited);
  }
}

TEST_CASE("whoever was told when to come back comes then, whatever failed before") {
  UplinkSession session({}, HalfJitter());
  session.Start(kStart);
  for (int failed = 0; failed < 10; ++failed) {
    session.Disconnected(kStart);
    session.Tick(kStart + 10min);
  }
  session.Connected(kStart);
  session.Receive(ComeBack{2s}, kStart);
  session.Disconnected(kStart);
  CHECK(session.NextTick() == kStart + 2s);
  session.Tick(kStart + 2s);
  session.Disconnected(kStart + 2s);
  CHECK(session.NextTick() == kStart + 2s + 200ms);  // the first failure since
}

TEST_CASE("a collector that pings is alive: its acks take their time") {
  UplinkSession session = OpenSession(1);
  session.SpoolRead(Results(1, 1), kStart);
  session.Receive(Ping{}, kStart + 50s);
  CHECK_FALSE(Has<uplink::Disconnect>(session.Tick(kStart + 109s)));
  CHECK(Has<uplink::Disconnect>(session.Tick(kStart + 110s)));
}

TEST_CASE("one reading of the spool is under way at most") {
  UplinkSession session = OpenSession(1);
  CHECK(session.SpoolChanged(SpoolLives(kEpoch), 2, kStart).empty());
  const UplinkActions actions = session.SpoolRead(Results(1, 1), kStart);
  REQUIRE(Of<uplink::ReadSpool>(actions).size() == 1);
  CHECK(Of<uplink::ReadSpool>(actions)[0].from_seq == 2);
}

TEST_CASE("what is not safe on disk yet is not asked for") {
  UplinkSession session = OpenSession(3);
  session.SpoolRead(Results(1, 3), kStart);
  CHECK(Of<uplink::ReadSpool>(session.SpoolChanged(SpoolLives(kEpoch), 5, kStart))[0] ==
        uplink::ReadSpool{4, 5, 1000, 512 << 10});
}

TEST_CASE("a reading without results does not skip what was added meanwhile") {
  UplinkSession session = OpenSession(3);
  session.SpoolChanged(SpoolLives(kEpoch), 4, kStart);
  const UplinkActions actions = session.SpoolRead({.rows = {}, .gaps = {}, .through = 3}, kStart);
  REQUIRE(Of<uplink::ReadSpool>(actions).size() == 1);
  CHECK(Of<uplink::ReadSpool>(actions)[0].from_seq == 4);
}

TEST_CASE("what was not acknowledged is read again after a reconnect") {
  UplinkSession session = OpenSession(10);
  session.SpoolRead(Results(1, 10), kStart);
  session.Receive(Ack{kEpoch, {{1, 4}}}, kStart);
  session.Disconnected(kStart);
  session.Tick(kStart + 1s);
  session.Connected(kStart + 1s);
  const UplinkActions actions = Greet(session, kStart + 1s);
  REQUIRE(Of<uplink::ReadSpool>(actions).size() == 1);
  CHECK(Of<uplink::ReadSpool>(actions)[0].from_seq == 1);
}

TEST_CASE("a reading asked for by the connection before is thrown away") {
  UplinkSession session = OpenSession(10);
  session.Disconnected(kStart);
  session.Tick(kStart + 1s);
  session.Connected(kStart + 1s);
  Greet(session, kStart + 1s);
  const UplinkActions actions = session.SpoolRead(Results(8, 10), kStart + 1s);
  CHECK_FALSE(Has<uplink::SendBatch>(actions));
  REQUIRE(Of<uplink::ReadSpool>(actions).size() == 1);
  CHECK(Of<uplink::ReadSpool>(actions)[0].from_seq == 1);
}

TEST_CASE("a rejected result leaves the spool and is logged") {
  UplinkSession session = OpenSession(10);
  session.SpoolRead(Results(1, 10), kStart);
  const UplinkActions actions = session.Receive(Reject{kEpoch, {2, 2}, "too old"}, kStart);
  CHECK(Of<uplink::LogRejected>(actions)[0].reason == "too old");
  CHECK(Of<uplink::AcknowledgeSpool>(actions)[0].range == SeqRange{2, 2});
}

TEST_CASE("a collector that breaks the rules is left") {
  struct Row {
    const char* what;
    CollectorMessage message;
  };
  const std::vector<Row> rows = {
      {"acknowledges what was never written", Ack{kEpoch, {{1, 11}}}},
      {"acknowledges backwards", Ack{kEpoch, {{5, 4}}}},
      {"acknowledges number 0", Ack{kEpoch, {{0, 3}}}},
      {"welcomes twice", kWelcome},
  };
  for (const Row& row : rows) {
    INFO(row.what);
    UplinkSession session = OpenSession(10);
    session.SpoolRead(Results(1, 10), kStart);
    CHECK(Has<uplink::Disconnect>(session.Receive(row.message, kStart)));
    CHECK(session.Receive(Ack{kEpoch, {{1, 1}}}, kStart).empty());
  }
}

TEST_CASE("assignments and run-now are handed on") {
  UplinkSession session = OpenSession(0);
  const AssignmentSet set{"v2", {}};
  CHECK(Of<uplink::AdoptAssignments>(session.Receive(AssignmentPush{set}, kStart))[0].set == set);
  CHECK(Of<uplink::RunAssignments>(session.Receive(RunNow{{"a"}}, kStart))[0].ids ==
        std::vector<std::string>{"a"});
}

TEST_CASE("a heartbeat goes at the welcome and then at the collector's interval") {
  UplinkSession session({}, HalfJitter());
  session.Start(kStart);
  session.Connected(kStart);
  session.Receive(Welcome{"host-1", {}, 7s, {}}, kStart);
  CHECK(session.NextTick() == kStart);
  CHECK(Has<uplink::SendHeartbeat>(session.Tick(kStart)));
  CHECK_FALSE(Has<uplink::SendHeartbeat>(session.Tick(kStart + 6s)));
  CHECK(session.NextTick() == kStart + 7s);
  CHECK(Has<uplink::SendHeartbeat>(session.Tick(kStart + 7s)));
}

TEST_CASE("an interval out of reason is brought into bounds") {
  UplinkSession session({}, HalfJitter());
  session.Start(kStart);
  session.Connected(kStart);
  session.Receive(Welcome{"host-1", {}, 0s, {}}, kStart);
  session.Tick(kStart);
  CHECK(session.NextTick() == kStart + 1s);
}

TEST_CASE("every silence has an end") {
  SECTION("of connecting") {
    UplinkSession session({}, HalfJitter());
    session.Start(kStart);
    REQUIRE(session.NextTick() == kStart + 20s);
    CHECK(Has<uplink::Disconnect>(session.Tick(kStart + 20s)));
  }
  SECTION("of the welcome") {
    UplinkSession session({}, HalfJitter());
    session.Start(kStart);
    session.Connected(kStart);
    CHECK(Has<uplink::Disconnect>(session.Tick(kStart + 10s)));
  }
  SECTION("of acknowledgements") {
    UplinkSession session = OpenSession(1);
    session.SpoolRead(Results(1, 1), kStart);
    CHECK_FALSE(Has<uplink::Disconnect>(session.Tick(kStart + 59s)));
    CHECK(Has<uplink::Disconnect>(session.Tick(kStart + 60s)));
    CHECK_FALSE(session.NextTick());
  }
}

TEST_CASE("waits between tries grow with full jitter and begin anew after a welcome") {
  UplinkSession session({}, HalfJitter());
  session.Start(kStart);
  SteadyTime now = kStart;
  for (const Duration wait : {200ms, 1000ms, 2000ms, 4000ms, 8000ms, 16000ms, 30000ms, 30000ms}) {
    session.Disconnected(now);
    REQUIRE(session.NextTick() == now + wait);
    CHECK_FALSE(Has<uplink::Connect>(session.Tick(now + wait - 1ms)));
    now += wait;
    CHECK(Has<uplink::Connect>(session.Tick(now)));
  }
  session.Connected(now);
  Greet(session, now);
  session.Disconnected(now);
  CHECK(session.NextTick() == now + 200ms);
}

}  // namespace
}  // namespace xunjian
