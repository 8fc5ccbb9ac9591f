#include "agent/schedule/schedule.h"

#include <catch2/catch.hpp>
#include <map>
#include <set>

namespace xunjian {
namespace {

using namespace std::chrono_literals;

constexpr Condition kGood{.good = true, .fingerprint = 0};
constexpr Condition kBad{.good = false, .fingerprint = 1};
constexpr Condition kWorse{.good = false, .fingerprint = 2};
constexpr SteadyTime kStart{1h};

Assignment Make(std::string id, Duration interval) {
  Assignment assignment;
  assignment.id = std::move(id);
  assignment.check = "host.perf.load";
  assignment.interval = interval;
  return assignment;
}

AssignmentSet SetOf(std::vector<Assignment> assignments) { return {"v", std::move(assignments)}; }

// A day in the life of a schedule: runs take `run_time` and end in `conditions[id]`.
class Simulation {
 public:
  explicit Simulation(ScheduleOptions options = {}, std::string agent = "agent-1")
      : schedule_(std::move(agent), options) {}

  void Replace(const AssignmentSet& set) { schedule_.Replace(set, now_); }

  void RunFor(Duration span) {
    const SteadyTime end = now_ + span;
    while (now_ < end) {
      Finish();
      for (const Firing& firing : schedule_.Due(now_)) {
        const std::string& id = firing.assignment->id;
        overlap_ = overlap_ || !running_ids_.insert(id).second;
        starts_[id].push_back(now_ - kStart);
        under_way_.push_back({firing.run_id, id, now_ + run_time_});
      }
      most_running_ = std::max(most_running_, under_way_.size());
      now_ += 10ms;
    }
  }

  void Finish() {
    std::erase_if(under_way_, [&](const UnderWay& run) {
      if (run.ends > now_) return false;
      running_ids_.erase(run.id);
      schedule_.Finished(run.run_id, conditions_.contains(run.id) ? conditions_[run.id] : kGood,
                         now_);
      return true;
    });
  }

  struct UnderWay {
    std::uint64_t run_id;
    std::string id;
    SteadyTime ends;
  };

  Schedule schedule_;
  SteadyTime now_ = kStart;
  Duration run_time_ = 0ms;
  std::map<std::string, Condition> conditions_;
  std::map<std::string, std::vector<Duration>> starts_;
  std::vector<UnderWay> under_way_;
  std::set<std::string> running_ids_;
  std::size_t most_running_ = 0;
  bool overlap_ = false;
};

TEST_CASE("a periodic assignment runs soon and then once an interval") {
  Simulation simulation;
  simulation.Replace(SetOf({Make("a", 60s)}));
  simulation.RunFor(10min);
  const std::vector<Duration>& starts = simulation.starts_["a"];
  REQUIRE(starts.size() >= 10);
  CHECK(starts.front() < 10s);
  CHECK(starts[1] - starts[0] <= 60s);
  CHECK(starts[1] - starts[0] >= 30s);
  for (std::size_t i = 2; i < starts.size(); ++i) {
    CHECK(starts[i] - starts[i - 1] >= 60s - 10ms);
    CHECK(starts[i] - starts[i - 1] <= 60s + 10ms);
  }
}

TEST_CASE("first runs spread within the interval when it is short") {
  Simulation simulation;
  simulation.Replace(SetOf({Make("a", 1s), Make("b", 1s), Make("c", 2s)}));
  simulation.RunFor(2s);
  for (const auto& [id, starts] : simulation.starts_) CHECK(starts.front() < 2s);
}

TEST_CASE("an assignment that comes later runs soon") {
  Simulation simulation;
  simulation.Replace(SetOf({Make("a", 300s)}));
  simulation.RunFor(60s);
  simulation.Replace(SetOf({Make("a", 300s), Make("new", 300s)}));
  simulation.RunFor(2s);
  CHECK(simulation.starts_["new"].size() == 1);
}

TEST_CASE("phases differ between agents and stay over restarts") {
  const auto first_start = [](const std::string& agent) {
    Simulation simulation({}, agent);
    simulation.Replace(SetOf({Make("a", 60s)}));
    simulation.RunFor(11s);
    return simulation.starts_["a"].front();
  };
  CHECK(first_start("agent-1") == first_start("agent-1"));
  CHECK(first_start("agent-1") != first_start("agent-2"));
}

TEST_CASE("no more runs than the limit are under way, and all get their turn") {
  Simulation simulation({.concurrency = 4});
  simulation.run_time_ = 500ms;
  std::vector<Assignment> assignments;
  for (int i = 0; i < 40; ++i) assignments.push_back(Make("a" + std::to_string(i), 10s));
  simulation.Replace(SetOf(assignments));
  simulation.RunFor(60s);
  CHECK(simulation.most_running_ == 4);
  CHECK(simulation.starts_.size() == 40);
  for (const auto& [id, starts] : simulation.starts_) CHECK(starts.size() >= 5);
}

TEST_CASE("an assignment never runs twice at once, however long it takes") {
  Simulation simulation;
  simulation.run_time_ = 3500ms;
  simulation.Replace(SetOf({Make("a", 1s)}));
  simulation.RunFor(5s);
  simulation.schedule_.RunNow({"a"});
  simulation.Replace(SetOf({}));
  simulation.Replace(SetOf({Make("a", 1s)}));
  simulation.RunFor(20s);
  CHECK_FALSE(simulation.overlap_);
  CHECK(simulation.starts_["a"].size() >= 4);
}

TEST_CASE("missed runs are not made up for and the phase stays") {
  Simulation simulation;
  simulation.Replace(SetOf({Make("a", 10s)}));
  simulation.RunFor(40s);
  const Duration before = simulation.starts_["a"].back();
  simulation.starts_.clear();
  simulation.now_ += 1h;  // the machine slept
  simulation.RunFor(30s);
  const std::vector<Duration>& starts = simulation.starts_["a"];
  REQUIRE(starts.size() >= 3);
  REQUIRE(starts.size() <= 4);
  CHECK((starts[2] - before) % 10s <= 10ms);
}

TEST_CASE("replacing the set keeps the phase of what did not change") {
  Simulation simulation;
  simulation.Replace(SetOf({Make("a", 60s), Make("b", 60s)}));
  simulation.RunFor(130s);
  simulation.Replace(SetOf({Make("c", 60s), Make("a", 60s)}));
  simulation.RunFor(130s);
  const std::vector<Duration>& starts = simulation.starts_["a"];
  for (std::size_t i = 2; i < starts.size(); ++i) {
    CHECK(starts[i] - starts[i - 1] >= 60s - 10ms);
    CHECK(starts[i] - starts[i - 1] <= 60s + 10ms);
  }
  CHECK(simulation.starts_["b"].back() < 130s);
}

TEST_CASE("a changed assignment runs soon in its new form") {
  Simulation simulation;
  simulation.Replace(SetOf({Make("a", 1h)}));
  simulation.RunFor(20s);
  Assignment changed = Make("a", 1h);
  changed.thresholds["x"].warning = 5;
  simulation.Replace(SetOf({changed}));
  simulation.RunFor(3s);
  CHECK(simulation.starts_["a"].size() == 2);
}

TEST_CASE("what is on demand runs only when asked") {
  Simulation simulation;
  simulation.Replace(SetOf({Make("a", 0s)}));
  simulation.RunFor(1h);
  CHECK(simulation.starts_["a"].empty());
  CHECK_FALSE(simulation.schedule_.NextDue());
  CHECK(simulation.schedule_.RunNow({"a", "ghost"}) == std::vector<std::string>{"ghost"});
  CHECK(simulation.schedule_.NextDue());
  simulation.RunFor(1s);
  CHECK(simulation.starts_["a"].size() == 1);
}

TEST_CASE("run-now goes before what waits") {
  Simulation simulation({.concurrency = 1});
  simulation.run_time_ = 1s;
  simulation.Replace(SetOf({Make("a", 1s), Make("b", 1s), Make("c", 1s), Make("z", 0s)}));
  simulation.RunFor(10s);
  simulation.schedule_.RunNow({"z"});
  simulation.RunFor(1010ms);
  CHECK(simulation.starts_["z"].size() == 1);
}

TEST_CASE("run-now during a run asks for one more, which sees what happened since") {
  Simulation simulation;
  simulation.run_time_ = 1s;
  simulation.Replace(SetOf({Make("a", 0s)}));
  simulation.schedule_.RunNow({"a"});
  simulation.RunFor(500ms);
  simulation.schedule_.RunNow({"a"});
  simulation.schedule_.RunNow({"a"});
  simulation.RunFor(5s);
  CHECK(simulation.starts_["a"].size() == 2);
}

TEST_CASE("a suspect is re-checked quickly, up to its attempts") {
  Simulation simulation;
  Assignment assignment = Make("a", 10min);
  assignment.attempts = 3;
  assignment.retry_interval = 5s;
  simulation.conditions_["a"] = kBad;
  simulation.Replace(SetOf({assignment}));
  simulation.RunFor(60s);
  const std::vector<Duration>& starts = simulation.starts_["a"];
  REQUIRE(starts.size() == 3);
  CHECK(starts[1] - starts[0] >= 5s);
  CHECK(starts[2] - starts[0] <= 10s + 50ms);

  SECTION("what settled is left alone") {
    simulation.starts_.clear();
    simulation.RunFor(20min);
    CHECK(simulation.starts_["a"].size() <= 3);
  }
  SECTION("another trouble is a new suspect") {
    simulation.conditions_["a"] = kWorse;
    simulation.starts_.clear();
    simulation.RunFor(10min);
    CHECK(simulation.starts_["a"].size() == 3);
  }
}

TEST_CASE("a re-check that passes ends the suspicion and keeps the phase") {
  Simulation simulation;
  Assignment assignment = Make("a", 60s);
  assignment.retry_interval = 5s;
  simulation.Replace(SetOf({assignment}));
  simulation.RunFor(100s);
  const Duration phase = simulation.starts_["a"].back() % 60s;
  simulation.conditions_["a"] = kBad;
  simulation.RunFor(61s);
  simulation.conditions_["a"] = kGood;
  simulation.starts_.clear();
  simulation.RunFor(200s);
  for (const Duration start : simulation.starts_["a"]) {
    if (start > 180s) CHECK((start - phase + 10ms) % 60s <= 20ms);
  }
}

TEST_CASE("a removed assignment stops, its run under way ends quietly") {
  Simulation simulation;
  simulation.run_time_ = 2s;
  simulation.Replace(SetOf({Make("a", 5s)}));
  simulation.RunFor(6s);
  simulation.schedule_.RunNow({"a"});
  simulation.RunFor(10ms);
  simulation.Replace(SetOf({}));
  simulation.starts_.clear();
  simulation.RunFor(60s);
  CHECK(simulation.starts_.empty());
  CHECK(simulation.schedule_.running() == 0);
}

TEST_CASE("the next due time is when something starts") {
  Schedule schedule("agent-1");
  schedule.Replace(SetOf({Make("a", 60s)}), kStart);
  const std::optional<SteadyTime> due = schedule.NextDue();
  REQUIRE(due);
  CHECK(schedule.Due(*due - 10ms).empty());
  CHECK(schedule.Due(*due).size() == 1);
}

}  // namespace
}  // namespace xunjian
