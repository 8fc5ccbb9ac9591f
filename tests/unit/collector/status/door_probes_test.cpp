#include "collector/status/door_probes.h"

#include <atomic>
#include <catch2/catch.hpp>

#include "collector/status/self_probe.h"
#include "tests/support/manual_clock.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

// Remembers the events of the log.
class ListeningLogger final : public Logger {
 public:
  void Write(LogLevel, std::string_view event, std::initializer_list<LogField>) override {
    events.emplace_back(event);
  }
  std::vector<std::string> events;
};

Result<void> Closed() { return MakeError(ErrorCode::kUnavailable, {"nobody answers", "无人应答"}); }

TEST_CASE("a door nobody came to yet has nothing to say") {
  const ManualClock clock;
  ListeningLogger logger;
  const DoorProbes probes({{"agents", Ok}}, clock, logger);
  REQUIRE(probes.Read().size() == 1);
  CHECK(probes.Read()[0].door == "agents");
  CHECK_FALSE(probes.Read()[0].at);
  CHECK(probes.Read()[0].probes == 0);
}

TEST_CASE("a probe measures how long its way took, and counts") {
  ManualClock clock;
  ListeningLogger logger;
  DoorProbes probes({{"agents",
                      [&clock]() -> Result<void> {
                        clock.Advance(7ms);
                        return Ok();
                      }}},
                    clock, logger);
  probes.Run();
  probes.Run();
  const ProbeStatus found = probes.Read()[0];
  CHECK(found.took == 7ms);
  CHECK(found.at == ManualClock::kStart + 14ms);
  CHECK(found.probes == 2);
  CHECK(found.failures == 0);
  CHECK(logger.events.empty());
}

TEST_CASE("a door that stops answering is told once, and when it answers again") {
  const ManualClock clock;
  ListeningLogger logger;
  bool open = true;
  DoorProbes probes({{"agents", [&open] { return open ? Ok() : Closed(); }}, {"socket", Ok}}, clock,
                    logger);
  probes.Run();
  open = false;
  probes.Run();
  probes.Run();
  REQUIRE(probes.Read()[0].failure);
  CHECK(probes.Read()[0].failure->zh == "无人应答");
  CHECK(probes.Read()[0].failures == 2);
  CHECK_FALSE(probes.Read()[1].failure);
  CHECK(logger.events == std::vector<std::string>{"the collector cannot reach its own door"});
  open = true;
  probes.Run();
  CHECK_FALSE(probes.Read()[0].failure);
  CHECK(probes.Read()[0].failures == 2);
  CHECK(logger.events.back() == "the collector reaches its own door again");
  CHECK(logger.events.size() == 2);
}

TEST_CASE("the thread comes at once, again after ten seconds, and ends in between") {
  ManualClock clock;
  ListeningLogger logger;
  std::atomic<int> came = 0;
  DoorProbes probes({{"agents",
                      [&came]() -> Result<void> {
                        ++came;
                        came.notify_all();
                        return Ok();
                      }}},
                    clock, logger);
  {
    const SelfProbe thread(probes, clock);
    came.wait(0);
    CHECK(came == 1);
    clock.Advance(10s);
    came.wait(1);
    CHECK(came == 2);
  }
  CHECK(came == 2);
}

}  // namespace
}  // namespace xunjian
