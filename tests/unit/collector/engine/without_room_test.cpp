#include "collector/engine/without_room.h"

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <future>
#include <utility>

#include "collector/engine/engine.h"
#include "tests/support/collector_fixture.h"
#include "tests/support/manual_clock.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

// A store on a disk that is full when a test says so. The room ahead serves one commit, unless
// somebody else takes it first.
class FullStore final : public Store {
 public:
  std::atomic<bool> full = false;
  std::atomic<bool> thief = false;
  std::atomic<int> commits = 0;
  std::vector<Changes> kept;  // what was committed; read it when the engine has stopped

  Result<LoadedStore> Load() override { return LoadedStore{}; }
  Result<std::unique_ptr<Transaction>> Begin() override {
    return std::make_unique<FullTransaction>(*this);
  }
  Result<void> TakeRoom() override {
    if (!room_ && full) return Full();
    room_ = true;
    return Ok();
  }
  bool GiveRoom() override {
    spare_ = room_ && !thief;
    return std::exchange(room_, false);
  }
  Result<std::unique_ptr<StoreReader>> OpenReader() override { return Full(); }
  Result<std::unique_ptr<RecordSource>> OpenRecord() override {
    return MakeError(ErrorCode::kInternal, {"no record", "没有记录"});
  }
  StoreFigures figures() const override { return {}; }

 private:
  static Error Full() { return MakeError(ErrorCode::kUnavailable, {"disk full", "磁盘已满"}); }

  class FullTransaction final : public Transaction {
   public:
    explicit FullTransaction(FullStore& store) : store_(store) {}
    Result<void> Write(const Changes& changes) override {
      written_.push_back(changes);
      return Ok();
    }
    Result<std::uint64_t> Commit(Timestamp, ListenedTime) override {
      if (store_.full && !std::exchange(store_.spare_, false)) return Full();
      store_.kept.insert(store_.kept.end(), written_.begin(), written_.end());
      return static_cast<std::uint64_t>(++store_.commits);
    }

   private:
    FullStore& store_;
    std::vector<Changes> written_;
  };

  bool room_ = true;  // the engine's thread's own, as the next
  bool spare_ = false;
};

// An engine on it, with what it says about its first hold.
class HeldWorld {
 public:
  static constexpr std::size_t kQueue = 8;

  HeldWorld() { Start(); }

  void Start() {
    EngineHooks hooks;
    hooks.effect = [](const Effect&) {};
    hooks.fatal = [this](const Error&) { ++fatal; };
    hooks.held = [this](const Error&) { held_.set_value(); };
    hooks.resumed = [this](Duration time) { resumed_.set_value(time); };
    EngineOptions options;
    options.probe = 1ms;
    options.queue_limit = kQueue;
    engine = Engine::Start(store, clock, &MatchFakeChecks, std::move(hooks), options).value();
  }

  std::future<Result<Reply>> Ask(Event event) {
    auto answer = std::make_shared<std::promise<Result<Reply>>>();
    const auto taken = engine->Submit(
        std::move(event), [answer](const Result<Reply>& reply) { answer->set_value(reply); });
    REQUIRE(taken.has_value());
    return answer->get_future();
  }
  Event NewToken(const std::string& host) { return TokenCreated{FakeToken(host, clock.Now())}; }

  void AwaitHold() { held_.get_future().wait(); }
  Duration AwaitRoom() { return resumed_.get_future().get(); }

  // The disk is full, the room ahead is used up, and nothing is taken in.
  void Fill() {
    store.full = true;
    REQUIRE(engine->Call(NewToken("spare")).has_value());
    AwaitHold();
  }

  // The disk is full, and so is the room ahead: the engine has this in hand.
  std::future<Result<Reply>> FillWithGroupInHand() {
    store.thief = true;
    store.full = true;
    auto in_hand = Ask(NewToken("web1"));
    AwaitHold();
    return in_hand;
  }

  FullStore store;
  ManualClock clock;
  std::atomic<int> fatal = 0;
  std::unique_ptr<Engine> engine;

 private:
  std::promise<void> held_;
  std::promise<Duration> resumed_;
};

TEST_CASE("what meets a full disk is written with the room ahead; then nothing more is taken in") {
  HeldWorld world;
  const int before = world.store.commits;
  world.Fill();
  CHECK(world.store.commits == before + 1);
  CHECK(world.engine->figures().held->In(Language::kEnglish) == "disk full");
  auto waits = world.Ask(SessionDown{1, "agent-1"});
  CHECK(waits.wait_for(20ms) == std::future_status::timeout);
  CHECK(world.engine->figures().waiting == 1);

  world.store.full = false;
  CHECK(waits.get().has_value());
  CHECK_FALSE(world.engine->figures().held);
  CHECK(world.engine->Call(world.NewToken("web1")).has_value());
  CHECK(world.fatal == 0);
}

TEST_CASE("a group that even the room ahead has no place for is written once there is room, once") {
  HeldWorld world;
  const int before = world.store.commits;
  auto in_hand = world.FillWithGroupInHand();
  CHECK(in_hand.wait_for(20ms) ==
        std::future_status::timeout);  // nothing is said before it is kept
  world.store.full = false;
  CHECK(in_hand.get().has_value());
  CHECK(world.store.commits == before + 1);
  world.engine->Stop();
  CHECK(std::ranges::count_if(world.store.kept,
                              [](const Changes& changes) { return !changes.tokens.empty(); }) == 1);
}

TEST_CASE("while the disk is full people are told at once, and the ticks of the watchdog go on") {
  HeldWorld world;
  world.Fill();
  const auto refused = world.engine->Call(world.NewToken("web1"));
  REQUIRE(refused.has_error());
  CHECK(refused.error().code() == ErrorCode::kUnavailable);
  CHECK(refused.error().In(Language::kEnglish) == "not done, nothing was changed: disk full");
  CHECK(refused.error().In(Language::kChinese) == "未执行，没有任何改动：磁盘已满");
  CHECK(world.engine->Call(Tick{world.clock.Steady()}).has_value());
  CHECK(world.engine->Call(Tick{world.clock.Steady()}).has_value());
}

TEST_CASE("a collector stops on a full disk, and whoever waits has an answer") {
  HeldWorld world;
  std::future<Result<Reply>> waits;
  SECTION("between groups") {
    world.Fill();
    waits = world.Ask(SessionDown{1, "agent-1"});
  }
  SECTION("with a group in hand") { waits = world.FillWithGroupInHand(); }
  world.engine->Stop();
  CHECK(waits.get().error().code() == ErrorCode::kUnavailable);
  CHECK(world.fatal == 0);
}

TEST_CASE("the queue is bounded: what has no place is refused, what has one is decided") {
  HeldWorld world;
  world.Fill();
  std::vector<std::future<Result<Reply>>> waiting;
  for (std::size_t i = 0; i < HeldWorld::kQueue; ++i) {
    waiting.push_back(world.Ask(SessionDown{i, "agent-1"}));
  }
  const auto refused = world.engine->Submit(SessionDown{99, "agent-1"});
  REQUIRE(refused.has_error());
  CHECK(refused.error().code() == ErrorCode::kUnavailable);
  CHECK(refused.error().In(Language::kEnglish) == "the collector is busy: 8 events wait");
  world.store.full = false;
  for (auto& one : waiting) CHECK(one.get().has_value());
}

TEST_CASE("a collector starts on a full disk, and goes on when there is room") {
  HeldWorld world;
  world.engine.reset();
  world.store.thief = true;
  world.store.full = true;
  world.Start();
  world.AwaitHold();
  world.store.full = false;
  world.AwaitRoom();
  CHECK(world.engine->Call(world.NewToken("web1")).has_value());
  CHECK(world.fatal == 0);
}

TEST_CASE("what waits for room, what is refused, what is answered") {
  using enum WithoutRoom;
  const Timestamp now = ManualClock::kStart;
  CHECK(WithoutRoomOf(BatchArrived{}) == kWaits);
  CHECK(WithoutRoomOf(SessionUp{}) == kWaits);
  CHECK(WithoutRoomOf(SessionDown{}) == kWaits);
  CHECK(WithoutRoomOf(DeliveryReported{}) == kWaits);
  CHECK(WithoutRoomOf(ClockSeen{}) == kWaits);
  CHECK(WithoutRoomOf(AgentCopied{}) == kWaits);
  CHECK(WithoutRoomOf(HeartbeatArrived{}) == kAnswered);
  CHECK(WithoutRoomOf(Tick{}) == kAnswered);
  CHECK(WithoutRoomOf(FakeEnrolment("web1", "agent-1")) == kRefused);
  CHECK(WithoutRoomOf(ActRequested{}) == kRefused);
  CHECK(WithoutRoomOf(PolicyApplied{}) == kRefused);
  CHECK(WithoutRoomOf(TokenCreated{FakeToken("web1", now)}) == kRefused);
  CHECK(WithoutRoomOf(OperatorCreated{}) == kRefused);
  CHECK(WithoutRoomOf(OperatorRevoked{}) == kRefused);
}

// Of a collector that could not listen for an hour.
TEST_CASE("a long hold is not held against the agents") {
  CollectorWorld world;
  world.EnrolHost("web1", "agent-1");
  world.Arrive("agent-1", kProbe, Outcome::kOk);
  world.Hold(1h);
  world.Tick();
  CHECK(world.model.incidents.empty());
  world.Pass(66s);
  world.Tick();
  CHECK_FALSE(world.model.incidents.empty());
}

// A host whose last result is a minute old when the disk becomes full.
void HearOfOneHost(HeldWorld& world) {
  ResultSplitter splitter;
  world.engine->Call(PolicyApplied{FakeActor(), CollectorWorld().rules.policy}).value();
  world.engine->Call(world.NewToken("web1")).value();
  world.engine->Call(FakeEnrolment("web1", "agent-1")).value();
  auto batch = std::make_shared<const ColumnBatch>(
      ColumnBatch::Of(7, {ResultWith(1, kProbe, Outcome::kOk, world.clock.Now())}, splitter));
  world.engine->Call(BatchArrived{1, "agent-1", std::move(batch), {}}).value();
  world.clock.Advance(60s);
}

TEST_CASE("a hold shorter than the grace of silence hides no dead agent") {
  struct Row {
    Duration held;
    bool dead;
  };
  for (const Row& row : {Row{9s, true}, Row{10s, false}}) {
    HeldWorld world;
    HearOfOneHost(world);
    world.Fill();
    world.clock.Advance(row.held);
    world.store.full = false;
    CHECK(world.AwaitRoom() == row.held);
    world.engine->Call(Tick{world.clock.Steady()}).value();
    world.engine->Stop();
    CHECK(std::ranges::any_of(world.store.kept, [](const Changes& changes) {
            return !changes.incidents.empty();
          }) == row.dead);
  }
}

}  // namespace
}  // namespace xunjian
