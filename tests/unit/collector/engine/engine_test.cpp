#include "collector/engine/engine.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "collector/store/sqlite/sqlite_store.h"
#include "tests/support/collector_fixture.h"
#include "tests/support/manual_clock.h"
#include "tests/support/stored_collector.h"
#include "tests/support/temp_folder.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

TEST_CASE("a result, its state, its incident and its notification are committed together") {
  StoredCollector core;
  core.Enrol();
  for (std::uint64_t seq = 1; seq <= 3; ++seq) core.Arrive(seq, kProbe, Outcome::kCritical);
  CHECK(core.reader->ListResults("", {}).value().results.size() == 3);
  CHECK(core.reader->ListStates("", {.problems_only = true}).value().size() == 1);
  const auto incidents = core.reader->ListIncidents("", {}).value();
  REQUIRE(incidents.size() == 1);
  CHECK(incidents[0].failing == 1);
  CHECK(core.reader->DueOutbox(core.clock.Now(), 10).value().at(0).key == "incident-1-opened");
  CHECK(core.Acks() == 3);
}

TEST_CASE("a restart in the middle of an incident keeps everything") {
  StoredCollector core;
  core.Enrol();
  core.Arrive(1, kProbe, Outcome::kCritical);
  core.Arrive(2, kProbe, Outcome::kCritical);
  core.Restart();
  core.Arrive(2, kProbe, Outcome::kCritical);  // a duplicate from before the restart
  CHECK(core.reader->ListIncidents("", {}).value().empty());
  core.Arrive(3, kProbe, Outcome::kCritical);
  core.Restart();
  core.Arrive(4, kProbe, Outcome::kOk);

  const IncidentDetail detail = core.reader->ShowIncident("", 1).value();
  CHECK(detail.incident.status == IncidentStatus::kSolved);
  REQUIRE(detail.members.size() == 1);
  CHECK(detail.members[0].first_failing_seq == 1);
  CHECK(detail.members[0].last_failing_seq == 3);
  CHECK(detail.members[0].passing_seq == 4);
  CHECK(detail.members[0].epoch == 7);
  std::vector<std::string> kinds;
  for (const TimelineRow& line : detail.timeline) kinds.push_back(line.kind);
  CHECK(kinds == std::vector<std::string>{"opened", "passed", "solved"});
  CHECK(core.reader->ListResults("", {}).value().results.size() == 4);
}

TEST_CASE("silence counts from when the collector was there to listen") {
  StoredCollector core;
  core.Enrol();
  core.Arrive(1, kProbe, Outcome::kOk);
  core.clock.Advance(10min);
  core.Restart();
  core.engine().Call(Tick{core.clock.Steady()}).value();
  CHECK(core.reader->ListIncidents("", {}).value().empty());
  core.clock.Advance(66s);
  core.engine().Call(Tick{core.clock.Steady()}).value();
  const auto incidents = core.reader->ListIncidents("", {}).value();
  REQUIRE(incidents.size() == 1);
  CHECK(incidents[0].group == "host=web1,service=agent");
}

TEST_CASE("the engine counts what came, what was new and how long it took") {
  StoredCollector core;
  core.Enrol();
  core.Arrive(1, kProbe, Outcome::kCritical);
  core.Arrive(2, kProbe, Outcome::kCritical);
  core.Arrive(2, kProbe, Outcome::kCritical);  // a duplicate
  core.Arrive(3, kProbe, Outcome::kCritical);
  const EngineFigures figures = core.engine().figures();
  CHECK(figures.batches == 4);
  CHECK(figures.arrived_results == 4);
  CHECK(figures.new_results == 3);
  CHECK(figures.duplicates == 1);
  CHECK(figures.missing_results.empty());
  CHECK(figures.rejected_results.empty());
  CHECK(figures.hosts == 1);
  CHECK(figures.open_incidents == 1);
  CHECK(figures.pending_notifications == 1);
  CHECK(figures.waiting == 0);
  CHECK(figures.queue_limit == EngineOptions().queue_limit);
  CHECK(figures.ack_time.count == 4);
  CHECK(figures.commits >= 4);
}

TEST_CASE("results that are missing or refused are counted by reason") {
  StoredCollector core;
  core.Enrol();
  ResultSplitter splitter;
  auto batch = std::make_shared<const ColumnBatch>(ColumnBatch(7));
  ResultGap gap;
  gap.reason = GapReason::kCap;
  gap.seqs.Add(1, 5);
  gap.count = 5;
  core.engine().Call(BatchArrived{1, "agent-1", batch, {gap}}).value();
  core.engine().Call(BatchArrived{1, "agent-1", batch, {gap}}).value();  // the same again
  SequencedResult foreign = ResultWith(6, kProbe, Outcome::kOk, core.clock.Now());
  foreign.result.check = "host.perf.load";  // not what its assignment checks
  core.engine()
      .Call(
          BatchArrived{1,
                       "agent-1",
                       std::make_shared<const ColumnBatch>(ColumnBatch::Of(7, {foreign}, splitter)),
                       {}})
      .value();
  const EngineFigures figures = core.engine().figures();
  CHECK(figures.missing_results == std::map<std::string, std::uint64_t>{{"no_room", 5}});
  CHECK(figures.rejected_results ==
        std::map<std::string, std::uint64_t>{{"its assignment is another check's", 1}});
  CHECK(figures.new_results == 0);
  CHECK(figures.duplicates == 0);
}

// A store whose commit fails.
class BrokenStore final : public Store {
 public:
  explicit BrokenStore(bool& broken) : broken_(broken) {}
  Result<LoadedStore> Load() override { return LoadedStore{}; }
  Result<std::unique_ptr<Transaction>> Begin() override {
    return std::make_unique<BrokenTransaction>(broken_);
  }
  Result<void> TakeRoom() override { return Ok(); }
  bool GiveRoom() override { return true; }
  Result<std::unique_ptr<StoreReader>> OpenReader() override {
    return MakeError(ErrorCode::kInternal, {"no reader", "没有读取端"});
  }
  Result<std::unique_ptr<RecordSource>> OpenRecord() override {
    return MakeError(ErrorCode::kInternal, {"no record", "没有记录"});
  }
  StoreFigures figures() const override { return {}; }

 private:
  class BrokenTransaction final : public Transaction {
   public:
    explicit BrokenTransaction(bool broken) : broken_(broken) {}
    Result<void> Write(const Changes&) override { return Ok(); }
    Result<std::uint64_t> Commit(Timestamp, ListenedTime) override {
      if (broken_) return MakeError(ErrorCode::kInternal, {"disk on fire", "磁盘着火"});
      return 1;
    }

   private:
    const bool broken_;
  };
  bool& broken_;
};

TEST_CASE("a failed commit acknowledges nothing, is final and says why") {
  bool broken = false;
  BrokenStore store(broken);
  ManualClock clock;
  std::vector<Effect> effects;
  std::string reason;
  auto engine = Engine::Start(store, clock, &MatchFakeChecks,
                              {[&](const Effect& effect) { effects.push_back(effect); },
                               [&](const Error& error) { reason = error.In(Language::kEnglish); }})
                    .value();
  broken = true;
  const auto reply = engine->Call(TokenCreated{FakeToken("web1", clock.Now())});
  CHECK_FALSE(reply.has_value());
  CHECK(reason == "disk on fire");
  CHECK(effects.empty());
  CHECK(engine->Call(Tick{}).error().code() == ErrorCode::kUnavailable);
}

}  // namespace
}  // namespace xunjian
