#pragma once

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/file_storage.h"
#include "collector/engine/engine.h"
#include "collector/store/sqlite/sqlite_store.h"
#include "tests/support/collector_fixture.h"
#include "tests/support/manual_clock.h"
#include "tests/support/temp_folder.h"

namespace xunjian {

// A collector's core on a database of its own, which can be stopped and started again.
class StoredCollector {
 public:
  explicit StoredCollector(EngineOptions options = {}) : options_(options) { Start(); }

  void Start() {
    Open();
    engine_->Call(PolicyApplied{FakeActor(), CollectorWorld().rules.policy}).value();
  }

  void Open() {
    store_ = OpenSqliteStore(storage_, path_).value();
    engine_ = Engine::Start(*store_, clock, &MatchFakeChecks,
                            {[this](const Effect& effect) {
                               effects.push_back(effect);
                               if (on_effect) on_effect(effect);
                             },
                             [](const Error&) { std::abort(); }},
                            options_)
                  .value();
    reader = store_->OpenReader().value();
  }

  void Restart() {
    Close();
    Start();
  }
  // The same, with the policy that it has.
  void Reopen() {
    Close();
    Open();
  }

  void Enrol() {
    engine_->Call(TokenCreated{FakeToken("web1", clock.Now())}).value();
    engine_->Call(FakeEnrolment("web1", "agent-1")).value();
  }

  void Arrive(std::uint64_t seq, const std::string& assignment, Outcome outcome) {
    auto batch = std::make_shared<const ColumnBatch>(
        ColumnBatch::Of(7, {ResultWith(seq, assignment, outcome, clock.Now())}, splitter_));
    engine_->Call(BatchArrived{1, "agent-1", std::move(batch), {}}).value();
  }

  std::size_t Acks() const {
    return static_cast<std::size_t>(std::count_if(
        effects.begin(), effects.end(),
        [](const Effect& effect) { return std::holds_alternative<SendAck>(effect); }));
  }

  Engine& engine() { return *engine_; }

  ManualClock clock;
  std::vector<Effect> effects;  // read only between calls: the engine's thread writes it
  std::function<void(const Effect&)> on_effect;  // on that thread; set only between calls
  std::unique_ptr<StoreReader> reader;

 private:
  void Close() {
    reader.reset();
    engine_.reset();
    store_.reset();
  }

  const EngineOptions options_;
  ResultSplitter splitter_;
  PosixStorage storage_;
  TempFolder folder_;
  std::string path_ = folder_ / "collector.db";
  std::unique_ptr<Store> store_;
  std::unique_ptr<Engine> engine_;
};

}  // namespace xunjian
