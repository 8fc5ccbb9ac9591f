#include "agent/runner/run_history.h"

#include <catch2/catch.hpp>

namespace xunjian {
namespace {

using namespace std::chrono_literals;

Sample SampleAt(Duration uptime, const std::string& boot = "boot-1", double value = 1) {
  Sample sample;
  sample.at = Timestamp(std::chrono::hours(490000)) + uptime;
  sample.uptime = uptime;
  sample.boot_id = boot;
  sample.observation.items.push_back({"", {{"value", value, "count"}}, {}});
  return sample;
}

TEST_CASE("a window grows with every run and keeps fifteen minutes") {
  RunHistory history;
  for (int minute = 0; minute < 30; ++minute) {
    history.Add("a", SampleAt(minute * 1min));
  }
  const Window window = history.Add("a", SampleAt(30min)).window;
  CHECK(window.samples.front().uptime == 15min);
  CHECK(window.newest().uptime == 30min);
  CHECK(window.samples.size() == 16);
}

TEST_CASE("the last run is the one before, however old") {
  RunHistory history;
  CHECK_FALSE(history.Add("a", SampleAt(1min)).window.last_run.has_value());
  const Window window = history.Add("a", SampleAt(10h)).window;
  REQUIRE(window.last_run.has_value());
  CHECK(window.last_run->uptime == 1min);
  CHECK(window.samples.size() == 1);
}

TEST_CASE("samples of another boot leave the window but stay the last run") {
  RunHistory history;
  history.Add("a", SampleAt(100h, "boot-1"));
  const Window window = history.Add("a", SampleAt(1min, "boot-2")).window;
  CHECK(window.samples.size() == 1);
  REQUIRE(window.last_run.has_value());
  CHECK(window.last_run->boot_id == "boot-1");
}

TEST_CASE("assignments do not see each other") {
  RunHistory history;
  history.Add("a", SampleAt(1min));
  CHECK_FALSE(history.Add("b", SampleAt(1min)).window.last_run.has_value());
}

TEST_CASE("a restart keeps the last run and its outcomes") {
  RunHistory before;
  before.Add("rule/a", SampleAt(1min, "boot-1", 5));
  before.Add("rule/a", SampleAt(2min, "boot-1", 7));
  before.SetOutcomes("rule/a", {{"", Outcome::kWarning}, {"/数据", Outcome::kOk}});
  before.Add("rule/b", SampleAt(3min));

  RunHistory after;
  REQUIRE(after.DecodeLastRuns(before.EncodeLastRuns()).has_value());
  const RunHistory::Past past = after.Add("rule/a", SampleAt(4min));
  REQUIRE(past.window.last_run.has_value());
  CHECK(past.window.last_run->uptime == 2min);
  CHECK(past.window.last_run->observation == SampleAt(2min, "boot-1", 7).observation);
  CHECK(past.window.samples.size() == 2);
  CHECK(past.outcomes == RunHistory::Outcomes{{"", Outcome::kWarning}, {"/数据", Outcome::kOk}});
  CHECK(after.Add("rule/b", SampleAt(5min)).window.last_run.has_value());
}

TEST_CASE("a damaged file of last runs is refused whole") {
  RunHistory before;
  before.Add("a", SampleAt(1min));
  before.SetOutcomes("a", {{"", Outcome::kOk}});
  const std::string bytes = before.EncodeLastRuns();
  RunHistory after;
  CHECK_FALSE(after.DecodeLastRuns("nonsense").has_value());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const std::string torn = bytes.substr(0, size);
    if (after.DecodeLastRuns(torn)) {
      // Only where an assignment ends.
      CHECK_FALSE(after.Add("a", SampleAt(2min)).window.last_run.has_value());
    }
  }
  RunHistory other;
  other.Add("a", SampleAt(1min));
  CHECK_FALSE(other.DecodeLastRuns("\xff\xff\xff\xff").has_value());
  CHECK(other.Add("a", SampleAt(2min)).window.last_run.has_value());
}

TEST_CASE("only so many assignments are remembered; the longest unused goes first") {
  RunHistory history;
  for (std::size_t i = 0; i <= RunHistory::kMostAssignments; ++i) {
    history.Add(std::to_string(i), SampleAt(i * 1s));
  }
  CHECK_FALSE(history.Add("0", SampleAt(10000s)).window.last_run.has_value());
  CHECK(history.Add("2", SampleAt(10001s)).window.last_run.has_value());
}

}  // namespace
}  // namespace xunjian
