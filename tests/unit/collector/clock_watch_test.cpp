#include "collector/ingest/clock_watch.h"

#include <catch2/catch.hpp>

namespace xunjian {
namespace {

using namespace std::chrono_literals;

class CountingLogger final : public Logger {
 public:
  void Write(LogLevel, std::string_view, std::initializer_list<LogField>) override { ++lines; }
  int lines = 0;
};

const Timestamp kNow = *ParseRfc3339("2026-11-23T12:00:00Z");

}  // namespace

TEST_CASE("an agent whose clock is ahead is logged once, and again after it was right") {
  CountingLogger logger;
  ClockWatch watch(logger);
  const TlsIdentity web1{.id = "a1", .name = "web1"};
  const TlsIdentity web2{.id = "a2", .name = "web2"};
  for (const Duration ahead : {-24h * 365, 0h, 0h}) watch.Look(web1, kNow + ahead, kNow);
  watch.Look(web1, kNow + 10min, kNow);
  CHECK(logger.lines == 0);
  for (int i = 0; i < 3; ++i) watch.Look(web1, kNow + 11min, kNow);
  CHECK(logger.lines == 1);
  watch.Look(web2, kNow + 24h * 3650, kNow);
  CHECK(logger.lines == 2);
  watch.Look(web1, kNow, kNow);
  watch.Look(web1, kNow + 1h, kNow);
  CHECK(logger.lines == 3);
}

}  // namespace xunjian
