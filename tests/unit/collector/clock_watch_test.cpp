#include "collector/ingest/clock_watch.h"

#include <catch2/catch.hpp>

namespace xunjian {
namespace {

using namespace std::chrono_literals;
using Is = ClockWatch::Judgement;

class CountingLogger final : public Logger {
 public:
  void Write(LogLevel, std::string_view, std::initializer_list<LogField>) override { ++lines; }
  int lines = 0;
};

const Timestamp kNow = *ParseRfc3339("2026-11-23T12:00:00Z");
const TlsIdentity kWeb1{.id = "a1", .name = "web1"};
const TlsIdentity kWeb2{.id = "a2", .name = "web2"};

}  // namespace

TEST_CASE("a clock is judged at first sight, and then only what changes is news") {
  CountingLogger logger;
  ClockWatch watch(logger);
  CHECK(watch.Look(kWeb1, kNow + 30s, kNow) == Is{});
  CHECK_FALSE(watch.Look(kWeb1, kNow - 2s, kNow));
  CHECK(logger.lines == 0);
  CHECK(watch.Look(kWeb1, kNow + 31s, kNow) == Is{31s});
  CHECK_FALSE(watch.Look(kWeb1, kNow + 60s, kNow));
  CHECK(watch.Look(kWeb1, kNow + 62s, kNow) == Is{62s});
  CHECK(logger.lines == 1);
  CHECK(watch.Look(kWeb2, kNow + 24h * 3650, kNow) == Is{24h * 3650});
  CHECK(watch.Look(kWeb1, kNow, kNow) == Is{});
  CHECK(logger.lines == 3);
}

TEST_CASE("a message that was long on its way does not make a clock slow, two of them do") {
  CountingLogger logger;
  ClockWatch watch(logger);
  CHECK(watch.Look(kWeb1, kNow - 24h * 3650, kNow) == Is{});
  CHECK_FALSE(watch.Look(kWeb1, kNow, kNow));
  CHECK_FALSE(watch.Look(kWeb1, kNow - 40s, kNow));
  CHECK(watch.Look(kWeb1, kNow - 50s, kNow) == Is{-40s});
  CHECK(logger.lines == 1);
}

}  // namespace xunjian
