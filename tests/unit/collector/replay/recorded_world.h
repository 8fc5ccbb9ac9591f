#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "collector/replay/recorder.h"
#include "collector/replay/replay.h"
#include "collector/replay/stored_rows.h"
#include "tests/support/collector_fixture.h"

namespace xunjian {

// A collector without threads or a disk that keeps what a replay needs: what is "stored" is kept
// here, in the form a store gives it back.
class RecordedWorld {
 public:
  explicit RecordedWorld(std::string policy_text = std::string(kFakePolicyText))
      : policy_text_(std::move(policy_text)) {
    Begin();
  }

  // Decides, records and applies; events of one commit until EndCommit.
  Changes Handle(const Event& event) {
    Changes changes = Decide(model, event, now, rules_);
    recorder_->Note(model, rules_, event, changes);
    Apply(changes, model);
    if (changes.policy_in_force) rules_.policy = changes.policy_in_force;
    Keep(changes);
    return changes;
  }

  void EndCommit() {
    if (!commit_.steps.empty()) {
      commit_.number = commits.size() + 1;
      commit_.decided_at = now;
      commits.push_back(std::move(commit_));
    }
    commit_ = {};
    order_ = 0;
  }

  // As after kill -9 between two commits.
  void Restart() {
    EndCommit();
    const ListenedTime listened = model.listened;
    model = GrownAnew(model);
    Begin(listened);
  }

  Changes Arrive(const std::string& agent, std::uint64_t epoch,
                 std::vector<SequencedResult> results, std::vector<ResultGap> gaps = {}) {
    auto batch = std::make_shared<const ColumnBatch>(ColumnBatch::Of(epoch, results, splitter_));
    return Handle(BatchArrived{1, agent, std::move(batch), std::move(gaps)});
  }

  void Pass(Duration time) {
    EndCommit();
    now += time;
    steady += time;
  }

  ReplayReport Replayed() {
    EndCommit();
    Source source(*this);
    return Replay(source, &MatchFakeChecks).value();
  }

  Model model;
  Timestamp now = Timestamp(std::chrono::hours(24 * 365 * 50));
  SteadyTime steady{std::chrono::hours(1)};
  std::vector<RecordedCommit> commits;
  std::map<std::uint64_t, RecordedIncident> incidents;

 private:
  class Source final : public RecordSource {
   public:
    explicit Source(RecordedWorld& world) : world_(world) {}
    Result<std::optional<RecordedCommit>> Next() override {
      if (next_ == world_.commits.size()) return std::optional<RecordedCommit>();
      return std::optional(world_.commits[next_++]);
    }
    Result<RecordedEnd> ReadEnd() override {
      RecordedEnd end;
      end.rows = StoredRowsOf(world_.model);
      end.policies = world_.policies_;
      for (const auto& [id, incident] : world_.incidents) end.incidents.push_back(incident);
      return end;
    }

   private:
    RecordedWorld& world_;
    std::size_t next_ = 0;
  };

  void Begin(ListenedTime listened = {}) {
    recorder_.emplace();
    splitter_ = {};  // shapes are found at other addresses
    auto policy = ParsePolicy(policy_text_, "fake.toml", &MatchFakeChecks).value();
    rules_.policy = std::make_shared<const Policy>(std::move(policy));
    if (commits.empty()) Handle(PolicyApplied{FakeActor(), rules_.policy});
    Handle(CollectorStarted{steady, listened});
    EndCommit();
  }

  void Keep(const Changes& changes) {
    const std::uint64_t order = order_++;
    if (changes.policy) policies_[changes.policy->version] = changes.policy->text;
    for (const IncidentFacts& facts : changes.incidents) incidents[facts.id].facts = facts;
    for (const MemberChange& change : changes.members) KeepMember(change);
    for (const TimelineEntry& line : changes.timeline) {
      incidents[line.incident].timeline.push_back(line);
    }
    if (!changes.event && !changes.results) return;
    RecordedStep step{order, changes.event, nullptr, 0};
    if (changes.results) {
      step.results = FreshOf(*changes.results);
      step.epoch_number = changes.results->epoch_number;
    }
    commit_.steps.push_back(std::move(step));
  }

  void KeepMember(const MemberChange& change) {
    auto& members = incidents[change.incident].members;
    std::erase_if(members, [&](const auto& member) { return member.key == change.member.key; });
    members.push_back(change.member);
  }

  static std::shared_ptr<const ColumnBatch> FreshOf(const AcceptedResults& accepted) {
    ColumnBatch fresh(accepted.batch->epoch());
    for (const std::uint32_t index : accepted.fresh) {
      const ColumnBatch::Row& row = accepted.batch->rows()[index];
      const auto shape = ResultShape::Parse(accepted.batch->ShapeOf(row).bytes()).value();
      fresh.AddRow(row.seq, fresh.AddShape(shape), accepted.batch->ViewOf(row));
    }
    return std::make_shared<const ColumnBatch>(std::move(fresh));
  }

  std::string policy_text_;
  Rules rules_;
  std::optional<Recorder> recorder_;
  ResultSplitter splitter_;
  std::map<std::string, std::string> policies_;
  RecordedCommit commit_;
  std::uint64_t order_ = 0;
};

}  // namespace xunjian
