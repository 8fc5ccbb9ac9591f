#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include "cli/status_listing.h"
#include "command_bench.h"
#include "tests/support/golden_file.h"

using namespace xunjian;
using namespace std::chrono_literals;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

DurationFigures Took(Duration p50, Duration p99, std::uint64_t recent) {
  return {
      .p50 = p50, .p99 = p99, .recent = recent, .count = 10 * recent, .total = p50 * 10 * recent};
}

// A collector in the middle of a busy night.
CollectorStatus BusyNight() {
  const Timestamp now = *ParseRfc3339("2026-11-23T19:04:05Z");
  CollectorStatus status;
  status.version = "0.1.0";
  status.at = now;
  status.started_at = now - 76h;
  status.up = 76h;
  status.work = {.queue = 12'400,
                 .queue_limit = 20'000,
                 .turned_away = 3,
                 .oldest_wait = 8s,
                 .ack_time = Took(12ms, 8s, 4'300),
                 .commits = 901,
                 .commit_time = Took(11ms, 95ms, 61),
                 .open_incidents = 2,
                 .pending_notifications = 1};
  status.road = {
      .hosts = 5'010,
      .agents = 4'998,
      .results_waiting = 61'000,
      .most_results_waiting = 900,
      .doors = {{.door = "agents",
                 .open = 5'001,
                 .waiting = 2,
                 .accepted = 6'040,
                 .refused = {{"no_tls_1_3_hello", 7}, {"too_many_connections", 12}}},
                {.door = "enrolment", .open = 0, .waiting = 0, .accepted = 40, .refused = {}}},
      .refused_streams = {{"come_back_later", 40}, {"unavailable", 3}},
      .waiting_batches = 5,
      .slowed_batches = 17,
      .batches = 9'000,
      .results = 1'000'000,
      .new_results = 999'000,
      .duplicates = 990,
      .rejected = {{"the host has too many items", 10}},
      .missing = {{"no_room", 120}}};
  status.disk = {.journal_sync = Took(3ms, 24ms, 61),
                 .database_commit = Took(2ms, 20ms, 61),
                 .samples = 3'000'000,
                 .database_bytes = 12 << 20,
                 .journal_bytes = 3 << 20,
                 .fold_lag = 12min,
                 .history_bytes = 480 << 20,
                 .days = 12,
                 .days_kept = 400,
                 .oldest_day = *ParseRfc3339("2026-11-12T00:00:00Z"),
                 .newest_days = {{*ParseRfc3339("2026-11-23T00:00:00Z"), 30 << 20},
                                 {*ParseRfc3339("2026-11-22T00:00:00Z"), 41 << 20}},
                 .damaged = 1};
  status.probes = {
      {.door = "agents",
       .at = now - 3s,
       .took = 4ms,
       .probes = 27'360,
       .failures = 2,
       .failure = {}},
      {.door = "socket", .at = {}, .took = {}, .probes = 0, .failures = 0, .failure = {}}};
  return status;
}

std::string FirstLine(const std::string& text) { return text.substr(0, text.find('\n')); }

}  // namespace

TEST_CASE("the status of a collector is a table that begins with a verdict") {
  CommandBench bench;
  bench.api.status = BusyNight();
  CHECK(bench.Run({"--dir", "/d", "collector", "status"}) == 0);
  CHECK(bench.out() == GoldenText("cli/collector_status.txt", bench.out()));
  CHECK(FirstLine(bench.out()) == "behind: 12400 events wait, the oldest for 8 s");
}

TEST_CASE("the status of a collector in Chinese") {
  CommandBench bench;
  bench.api.status = BusyNight();
  CHECK(bench.Run({"--dir", "/d", "--lang", "zh", "collector", "status"}) == 0);
  CHECK(bench.out() == GoldenText("cli/collector_status.zh-CN.txt", bench.out()));
  CHECK(FirstLine(bench.out()) == "积压：12400 个事件在等待，最久已等 8 秒");
}

TEST_CASE("the keys of the status in JSON are stable") {
  CommandBench bench;
  bench.api.status = BusyNight();
  CHECK(bench.Run({"--dir", "/d", "collector", "status", "-o", "json"}) == 0);
  CHECK(bench.out() == GoldenText("cli/collector_status.json", bench.out()));
  const auto document = boost::json::parse(bench.out()).as_object();
  CHECK(document.begin()->key() == "schema");
  CHECK(document.at("schema") == "xunjian.collector_status/1");
  CHECK(document.at("health") == "behind");
}

TEST_CASE("as CSV it is the same, a line each") {
  CommandBench bench;
  bench.api.status = BusyNight();
  CHECK(bench.Run({"--dir", "/d", "collector", "status", "-o", "csv"}) == 0);
  CHECK_THAT(bench.out(), StartsWith("name,value\r\nschema,xunjian.collector_status/1\r\n"));
  CHECK_THAT(bench.out(), Contains("\r\nwork.queue,12400\r\n"));
  CHECK_THAT(bench.out(), Contains("\r\nroad.doors.0.refused.no_tls_1_3_hello,7\r\n"));
}

TEST_CASE("a failing collector is told with exit code 0, one that cannot be reached with 5") {
  CommandBench bench;
  bench.api.status = BusyNight();
  bench.api.status.work.oldest_wait = 2min;
  CHECK(bench.Run({"--dir", "/d", "collector", "status"}) == 0);
  CHECK_THAT(bench.out(), StartsWith("failing: nothing is committed"));
  bench.api.failure = MakeError(ErrorCode::kUnavailable, {"not there", "不在"});
  CHECK(bench.Run({"--dir", "/d", "collector", "status"}) == 5);
}

TEST_CASE("what a collector says cannot write to the terminal of who reads it") {
  CommandBench bench;
  bench.api.status = BusyNight();
  bench.api.status.version = "0\x1b]52;c;x\x07";
  bench.api.status.road.rejected = {{"\x1b[31mred", 1}};
  bench.api.status.probes[0].failure = Message{"\x1b[2J", "\x1b[2J"};
  CHECK(bench.Run({"--dir", "/d", "collector", "status"}) == 0);
  CHECK(bench.out().find('\x1b') == std::string::npos);
  CHECK(bench.out().find('\x07') == std::string::npos);
}

TEST_CASE("each channel shows what came of its tries, and what it said last") {
  CommandBench bench;
  bench.api.status = BusyNight();
  bench.api.status.channels = {
      {.channel = "log", .kind = "log", .delivered = 12, .failure = "", .failed_at = {}},
      {.channel = "duty-mail",
       .kind = "smtp",
       .delivered = 3,
       .retried = 2,
       .rejected = 1,
       .failure = "554 \x1b[2Jspam",
       .failed_at = bench.api.status.at - 3s}};
  CHECK(bench.Run({"--dir", "/d", "collector", "status"}) == 0);
  CHECK_THAT(bench.out(),
             Catch::Contains("channel: log") &&
                 Catch::Contains("12 delivered, 0 tried again, 0 rejected") &&
                 Catch::Contains("3 delivered, 2 tried again, 1 rejected; 3 s ago: 554"));
  CHECK(bench.out().find('\x1b') == std::string::npos);
  CHECK(bench.Run({"--dir", "/d", "collector", "status", "-o", "json"}) == 0);
  const auto document = boost::json::parse(bench.out());
  CHECK(document.at("channels").at(0).at("failure").is_null());
  CHECK(document.at("channels").at(1).at("kind") == "smtp");
  CHECK(document.at("channels").at(1).at("rejected") == 1);
}

TEST_CASE("the verdict is the worst there is to say") {
  CollectorStatus status;
  CHECK(VerdictOn(status).health == CollectorHealth::kWorking);
  CHECK(VerdictOn(status).line.en == "working; nothing waits");
  status.work.queue = 4;
  status.work.oldest_wait = 20ms;
  CHECK(VerdictOn(status).line.en == "working; 4 events wait, the oldest for 20 ms");
  status.work.oldest_wait = 2s;
  CHECK(VerdictOn(status).health == CollectorHealth::kBehind);
  status.probes = {
      {.door = "agents", .at = {}, .took = {}, .probes = 1, .failures = 0, .failure = {}}};
  CHECK(VerdictOn(status).health == CollectorHealth::kBehind);
  status.probes[0].failure = Message{"no handshake", "握手未完成"};
  CHECK(VerdictOn(status).health == CollectorHealth::kFailing);
  CHECK(VerdictOn(status).line.en ==
        "failing: the collector cannot reach its own door for agents: no handshake");
  CHECK(VerdictOn(status).line.zh == "故障：采集器无法访问自己的入口（代理）：握手未完成");
  status.work.oldest_wait = 60s;
  CHECK(VerdictOn(status).line.en ==
        "failing: nothing is committed; 4 events wait, the oldest for 1 min");
  status.work.held = Message{"the disk is full", "磁盘已满"};
  CHECK(VerdictOn(status).line.en == "failing: nothing is taken in: the disk is full");
  CHECK(VerdictOn(status).line.zh == "故障：暂停接收：磁盘已满");
}
