#include "collector/status/collector_metrics.h"

#include <catch2/catch.hpp>

#include "tests/support/metric_reader.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

const Timestamp kNow = *ParseRfc3339("2026-11-23T19:04:05Z");

CollectorStatus Some() {
  CollectorStatus status;
  status.version = "0.1.0";
  status.at = kNow;
  status.started_at = kNow - 1h;
  status.work.queue = 12;
  status.work.oldest_wait = 1500ms;
  status.work.ack_time = {.p50 = 2ms, .p99 = 30ms, .recent = 5, .count = 9, .total = 100ms};
  status.road.results_waiting = 70;
  status.road.most_results_waiting = 40;
  status.road.doors = {{.door = "agents",
                        .open = 5,
                        .waiting = 1,
                        .accepted = 9,
                        .refused = {{"no_tls_1_3_hello", 7}}}};
  status.road.rejected = {{"its \"assignment\"\nis another check's", 4}};
  status.disk.newest_days = {{*ParseRfc3339("2026-11-23T00:00:00Z"), 30},
                             {*ParseRfc3339("2026-11-21T00:00:00Z"), 41}};
  status.channels = {
      {.channel = "mail", .kind = "smtp", .delivered = 7, .retried = 2, .rejected = 1}};
  status.probes = {
      {.door = "agents",
       .at = kNow,
       .took = 4ms,
       .probes = 3,
       .failures = 1,
       .failure = Message{"no", "否"}},
      {.door = "socket", .at = {}, .took = {}, .probes = 0, .failures = 0, .failure = {}}};
  return status;
}

TEST_CASE("the page is what Prometheus reads, whatever stands in it") {
  CHECK(ReadMetricPage(CollectorMetrics(Some())).mistake == std::nullopt);
  CHECK(ReadMetricPage(CollectorMetrics({})).mistake == std::nullopt);
}

TEST_CASE("every figure has our prefix, and times and sizes are in base units") {
  const MetricPage page = ReadMetricPage(CollectorMetrics(Some()));
  CHECK(page.types.size() > 30);
  for (const auto& [name, type] : page.types) {
    INFO(name);
    CHECK(name.starts_with("xunjian_collector_"));
    CHECK(name.find("milli") == std::string::npos);
    CHECK(page.helps.at(name).ends_with("."));
    if (type == "summary") CHECK(name.ends_with("_seconds"));
  }
}

TEST_CASE("the page says what the status says") {
  const auto samples = ReadMetricPage(CollectorMetrics(Some())).samples;
  CHECK(samples.at("xunjian_collector_build_info{version=\"0.1.0\"}") == 1);
  const std::string tries = "xunjian_collector_deliveries_total{channel=\"mail\",outcome=";
  CHECK(samples.at(tries + "\"delivered\"}") == 7);
  CHECK(samples.at(tries + "\"retry\"}") == 2);
  CHECK(samples.at(tries + "\"rejected\"}") == 1);
  CHECK(samples.at("xunjian_collector_queue_events") == 12);
  CHECK(samples.at("xunjian_collector_oldest_event_wait_seconds") == 1.5);
  CHECK(samples.at("xunjian_collector_batch_ack_seconds{quantile=\"0.99\"}") == 0.03);
  CHECK(samples.at("xunjian_collector_batch_ack_seconds_count") == 9);
  CHECK(samples.at("xunjian_collector_agent_results_waiting") == 70);
  CHECK(samples.at("xunjian_collector_agent_results_waiting_most") == 40);
  CHECK(samples.at("xunjian_collector_connections{door=\"agents\"}") == 5);
  CHECK(samples.at("xunjian_collector_connections_refused_total{door=\"agents\","
                   "reason=\"no_tls_1_3_hello\"}") == 7);
  CHECK(samples.at("xunjian_collector_history_day_bytes{days_ago=\"0\"}") == 30);
  CHECK(samples.at("xunjian_collector_history_day_bytes{days_ago=\"2\"}") == 41);
  CHECK(samples.at("xunjian_collector_probe_up{door=\"agents\"}") == 0);
  CHECK(samples.count("xunjian_collector_probe_up{door=\"socket\"}") == 0);
  CHECK(samples.at("xunjian_collector_probe_failures_total{door=\"agents\"}") == 1);
}

}  // namespace
}  // namespace xunjian
