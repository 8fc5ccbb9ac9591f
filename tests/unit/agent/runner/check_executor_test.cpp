#include "agent/runner/check_executor.h"

#include <catch2/catch.hpp>
#include <future>

#include "checks/api/reasons.h"
#include "checks/api/ruler.h"
#include "fake_world.h"
#include "proto/convert/result_codec.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

Assignment Make(std::string check) {
  Assignment assignment;
  assignment.id = "rule/" + check;
  assignment.check = std::move(check);
  return assignment;
}

class Bench {
 public:
  CheckResult Run(const Assignment& assignment) {
    std::promise<CheckResult> promise;
    std::future<CheckResult> future = promise.get_future();
    executor_.Execute(assignment,
                      [&](CheckResult result) { promise.set_value(std::move(result)); });
    REQUIRE(future.wait_for(20s) == std::future_status::ready);
    return future.get();
  }

  std::string Argument(const CheckResult& result, std::string_view name) {
    return std::string(FindArgument(result.items.at(0).arguments, name));
  }

  FakeWorld world_;
  CheckExecutor executor_{{world_.context, world_.boot, FakeChecks(), world_.pool, world_.history}};
};

TEST_CASE("a run reads, judges and is stamped with when and by which ruler") {
  Bench bench;
  bench.world_.files.SetFile("/counter", "12");
  const Assignment assignment = Make("fake.counter");
  const CheckResult result = bench.Run(assignment);
  CHECK(result.check == "fake.counter");
  CHECK(result.assignment == "rule/fake.counter");
  CHECK(result.observed_at == ManualClock::kStart);
  CHECK(result.ruler == RulerOf(*FakeChecks().check("fake.counter"), assignment));
  CHECK(result.complete);
  REQUIRE(result.items.size() == 1);
  CHECK(result.items[0].outcome == Outcome::kCritical);
  CHECK(result.items[0].observed.metrics.size() == 1);
}

TEST_CASE("the judge knows the runs before and how they ended") {
  Bench bench;
  bench.world_.files.SetFile("/counter", "12");
  const CheckResult first = bench.Run(Make("fake.counter"));
  CHECK(bench.Argument(first, "samples") == "1");
  CHECK(bench.Argument(first, "last_run") == "no");
  CHECK(bench.Argument(first, "previous") == "");
  bench.world_.boot.moment.uptime += 1min;
  const CheckResult second = bench.Run(Make("fake.counter"));
  CHECK(bench.Argument(second, "samples") == "2");
  CHECK(bench.Argument(second, "last_run") == "yes");
  CHECK(bench.Argument(second, "previous") == "critical");
  CHECK(bench.Argument(second, "short") == "no");
}

TEST_CASE("what cannot be run says why, and is never health") {
  Bench bench;
  Assignment assignment;
  Outcome outcome = Outcome::kUnknown;
  std::string_view code;
  SECTION("a check nobody knows") {
    assignment = Make("fake.nothing");
    code = reason::kUnknownCheck;
  }
  SECTION("a target is missing") {
    assignment = Make("fake.target");
    outcome = Outcome::kNotApplicable;
    code = reason::kNoTarget;
  }
  SECTION("a parameter nobody knows") {
    assignment = Make("fake.level");
    assignment.parameters = Parameters({{"levle", std::int64_t{3}}});
    code = reason::kBadParameters;
  }
  SECTION("a source that is not there") {
    assignment = Make("fake.level");
    code = reason::kUnreadable;
  }
  SECTION("a source without the right to it") {
    bench.world_.files.SetFile("/counter", "1");
    bench.world_.files.Deny("/counter");
    assignment = Make("fake.level");
    outcome = Outcome::kDenied;
    code = reason::kDenied;
  }
  const CheckResult result = bench.Run(assignment);
  REQUIRE(result.items.size() == 1);
  CHECK(result.check == assignment.check);
  CHECK(result.assignment == assignment.id);
  CHECK(result.items[0].outcome == outcome);
  CHECK(result.items[0].code == code);
  CHECK_FALSE(result.complete);
}

TEST_CASE("a result never breaks a limit of the wire") {
  Bench bench;
  const CheckResult result = bench.Run(Make("fake.dirty"));
  const Result<CheckResult> decoded = DecodeResult(EncodeResult(result));
  REQUIRE(decoded.has_value());
  CHECK(*decoded == result);
  CHECK(result.items[0].observed.attributes.at(0).value.size() <= 8192);
}

TEST_CASE("a spot check reads twice what needs a history, all others once, in order") {
  Bench bench;
  bench.world_.files.SetFile("/counter", "1");
  const std::vector<Assignment> assignments = {Make("fake.level"), Make("fake.counter"),
                                               Make("fake.nothing"), Make("fake.target")};
  const std::vector<CheckResult> results = bench.executor_.ExecuteTwice(assignments, 0ms);
  REQUIRE(results.size() == 4);
  for (std::size_t i = 0; i < 4; ++i) CHECK(results[i].check == assignments[i].check);
  CHECK(bench.Argument(results[0], "samples") == "1");
  CHECK(bench.Argument(results[1], "samples") == "2");
  CHECK(bench.Argument(results[1], "short") == "yes");
  CHECK(bench.Argument(results[1], "last_run") == "no");
  CHECK(results[2].items[0].code == reason::kUnknownCheck);
  CHECK(results[3].items[0].outcome == Outcome::kNotApplicable);
}

TEST_CASE("a spot check leaves no trace in the history") {
  Bench bench;
  bench.world_.files.SetFile("/counter", "1");
  bench.executor_.ExecuteTwice(std::vector<Assignment>{Make("fake.counter")}, 0ms);
  CHECK(bench.Argument(bench.Run(Make("fake.counter")), "last_run") == "no");
}

}  // namespace
}  // namespace xunjian
