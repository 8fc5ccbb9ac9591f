#include <catch2/catch.hpp>
#include <future>

#include "agent/link/runner_client.h"
#include "agent/runner/runner_service.h"
#include "checks/api/reasons.h"
#include "fake_world.h"
#include "tests/support/quiet_logger.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

Assignment Make(std::string check, std::optional<Baseline> baseline) {
  Assignment assignment;
  assignment.id = "rule/" + check;
  assignment.check = std::move(check);
  assignment.baseline = std::move(baseline);
  return assignment;
}

Baseline Wants(std::string key, std::string value) {
  return Baseline{{{std::move(key), {std::move(value), "class web"}}}};
}

// A runner with the built-in checks on a made machine.
class BaselineBench {
 public:
  BaselineBench() {
    world_.files.SetFolder("/proc/sys");
    world_.files.SetFile("/proc/sys/net/ipv4/ip_forward", "1\n");
  }

  CheckResult Run(const Assignment& assignment) {
    std::promise<CheckResult> promise;
    std::future<CheckResult> future = promise.get_future();
    executor_.Execute(assignment,
                      [&](CheckResult result) { promise.set_value(std::move(result)); });
    REQUIRE(future.wait_for(20s) == std::future_status::ready);
    return future.get();
  }

  // The same by way of a runner service that has baselines of its own, over its socket.
  CheckResult RunByService(const Assignment& assignment, const Baselines& own) {
    RunnerServiceOptions options;
    options.socket = folder_ / "runner.sock";
    options.state_folder = folder_ / "state";
    options.baselines = own;
    boost::asio::io_context io;
    const auto service = RunnerService::Start(
        {io, executor_, world_.history, storage_, world_.clock, logger_}, options);
    REQUIRE(service.has_value());
    std::optional<CheckResult> result;
    RunnerClient client(
        io, options.socket, {}, [&](RunReply reply) { result = std::move(reply.result); },
        system_clock_, logger_);
    client.Run({.run_id = 1, .assignment = assignment});
    const auto end = std::chrono::steady_clock::now() + 20s;
    while (!result && std::chrono::steady_clock::now() < end) io.run_one_for(100ms);
    REQUIRE(result);
    return *result;
  }

  FakeWorld world_;
  CheckExecutor executor_{
      {world_.context, world_.boot, BuiltInChecks(), world_.pool, world_.history}};
  TempFolder folder_;
  PosixStorage storage_;
  SystemClock system_clock_;
  QuietLogger logger_;
};

const ItemResult& Only(const CheckResult& result) {
  REQUIRE(result.items.size() == 1);
  return result.items[0];
}

}  // namespace

TEST_CASE("os.config.sysctl is judged by the baseline of its assignment") {
  BaselineBench bench;
  const std::string key = "net.ipv4.ip_forward";
  const CheckResult same = bench.Run(Make("os.config.sysctl", Wants(key, "1")));
  CHECK(Only(same).observed.item == key);
  CHECK(Only(same).outcome == Outcome::kOk);
  const CheckResult other = bench.Run(Make("os.config.sysctl", Wants(key, "0")));
  CHECK(Only(other).outcome == Outcome::kWarning);
  CHECK(FindArgument(Only(other).arguments, "source") == "class web");
}

TEST_CASE("os.config.sysctl without a baseline is not applicable, never health") {
  BaselineBench bench;
  const CheckResult result = bench.Run(Make("os.config.sysctl", std::nullopt));
  CHECK(Only(result).outcome == Outcome::kNotApplicable);
  CHECK(Only(result).code == reason::kNoBaseline);
}

TEST_CASE("net.state.link reads an interface that only the baseline names") {
  BaselineBench bench;
  const std::string folder = "/sys/class/net/tap0";
  for (const auto& [name, text] : std::map<std::string, std::string>{{"flags", "0x1003\n"},
                                                                     {"operstate", "down\n"},
                                                                     {"carrier", "0\n"},
                                                                     {"carrier_changes", "1\n"},
                                                                     {"uevent", ""}}) {
    bench.world_.files.SetFile(folder + "/" + name, text);
  }
  CHECK(bench.Run(Make("net.state.link", std::nullopt)).items.at(0).observed.item != "tap0");
  const CheckResult named = bench.Run(Make("net.state.link", Wants("tap0", "up")));
  CHECK(Only(named).observed.item == "tap0");
  CHECK(Only(named).outcome == Outcome::kCritical);
}

TEST_CASE("a runner's own baseline serves an assignment that brings none, and only that") {
  BaselineBench bench;
  const std::string key = "net.ipv4.ip_forward";
  const Baselines own{{"os.config.sysctl", Wants(key, "0")}};
  const CheckResult without = bench.RunByService(Make("os.config.sysctl", std::nullopt), own);
  CHECK(Only(without).outcome == Outcome::kWarning);
  const CheckResult with = bench.RunByService(Make("os.config.sysctl", Wants(key, "1")), own);
  CHECK(Only(with).outcome == Outcome::kOk);
}

}  // namespace xunjian
