#include "collector/incident/check_state.h"

#include <catch2/catch.hpp>

#include "collector/incident/arrival.h"
#include "collector/incident/incident.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

constexpr auto kOk = Outcome::kOk;
constexpr auto kInfo = Outcome::kInfo;
constexpr auto kWarning = Outcome::kWarning;
constexpr auto kCritical = Outcome::kCritical;
constexpr auto kUnknown = Outcome::kUnknown;
constexpr auto kDenied = Outcome::kDenied;
constexpr auto kSkipped = Outcome::kSkipped;
constexpr auto kAbsent = Outcome::kNotApplicable;

// The state after outcomes that came one after the other, with seq 1, 2, 3 …
CheckState After(const std::vector<Outcome>& outcomes, int attempts = 3) {
  std::optional<CheckState> state;
  ResultFacts facts;
  facts.attempts = attempts;
  for (const Outcome outcome : outcomes) {
    ItemResult item;
    item.outcome = outcome;
    facts.ref = {1, facts.ref.seq + 1, 77};
    facts.observed_at += 10s;
    state = NextState({"web1", "base/x", ""}, "x", state ? &*state : nullptr, item, facts);
  }
  return *state;
}

TEST_CASE("a problem is soft until it came as often as the attempts say") {
  struct Row {
    std::vector<Outcome> outcomes;
    int attempts;
    bool hard_problem;
    int attempt;
  };
  const std::vector<Row> table = {
      {{kOk}, 3, false, 1},
      {{kCritical}, 3, false, 1},
      {{kCritical, kCritical}, 3, false, 2},
      {{kCritical, kCritical, kCritical}, 3, true, 3},
      {{kCritical}, 1, true, 1},
      {{kOk, kWarning, kCritical, kUnknown}, 3, true, 3},          // of whichever kinds
      {{kCritical, kCritical, kOk, kCritical}, 3, false, 1},       // good starts anew
      {{kCritical, kCritical, kSkipped, kCritical}, 3, false, 1},  // so does not looking
      {{kCritical, kCritical, kCritical, kWarning}, 3, true, 3},   // hard stays hard
      {{kDenied, kDenied, kDenied}, 3, true, 3},
      {{kCritical, kCritical, kCritical, kInfo}, 3, false, 1},  // good is hard at once
      {{kAbsent, kAbsent, kAbsent}, 3, false, 1},
      {{kSkipped, kSkipped, kSkipped}, 3, false, 1},
  };
  for (const Row& row : table) {
    const CheckState state = After(row.outcomes, row.attempts);
    CAPTURE(row.outcomes.size(), row.attempts);
    CHECK(IsHardProblem(state) == row.hard_problem);
    CHECK(state.attempt == row.attempt);
  }
}

TEST_CASE("a state remembers the first and the last failing result of its run of problems") {
  const CheckState state = After({kOk, kWarning, kCritical, kCritical, kOk});
  CHECK(state.first_failing.seq == 2);
  CHECK(state.last_failing.seq == 4);
  CHECK(state.newest.seq == 5);
  CHECK(After({kCritical, kOk, kCritical}).first_failing.seq == 3);
}

TEST_CASE("since is the time of the first result with the same outcome") {
  CHECK(After({kOk, kCritical, kCritical}).since == Timestamp(20s));
  CHECK(After({kOk, kCritical, kWarning}).since == Timestamp(30s));
}

TEST_CASE("silence is interval, timeout and grace after the last arrival") {
  Assignment assignment;
  assignment.interval = 30s;
  assignment.timeout = 5s;
  const auto overdue = [&](Duration now, Duration listening) {
    return IsOverdue(assignment, ListenedTime(100s),
                     {ListenedTime(now), ListenedTime(listening), {}}, SilenceLimits());
  };
  CHECK_FALSE(overdue(165s, 0s));
  CHECK(overdue(166s, 0s));
  CHECK_FALSE(overdue(166s, 150s));  // the collector itself was away before
  CHECK(overdue(216s, 150s));
  assignment.interval = 0s;
  CHECK_FALSE(overdue(9999s, 0s));  // on demand
}

TEST_CASE("the lifecycle of an incident never goes back") {
  using S = IncidentStatus;
  CHECK(MayBecome(S::kOpen, S::kAcknowledged));
  CHECK(MayBecome(S::kAcknowledged, S::kSolved));
  CHECK_FALSE(MayBecome(S::kAcknowledged, S::kOpen));
  CHECK_FALSE(MayBecome(S::kSolved, S::kAcknowledged));
  CHECK_FALSE(MayBecome(S::kOpen, S::kConfirmed));
}

}  // namespace
}  // namespace xunjian
