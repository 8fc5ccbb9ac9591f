#include "agent/app/agent_metrics.h"

#include <catch2/catch.hpp>

#include "tests/support/metric_reader.h"

namespace xunjian {
namespace {

using namespace std::chrono_literals;

AgentStatus Working() {
  AgentStatus status;
  status.started_at = Timestamp(490000h);
  status.up = 10min;
  status.spool = {.lives = SpoolLives(7),
                  .first_seq = 3,
                  .last_seq = 9,
                  .waiting = 7,
                  .produced = 12,
                  .refused = 0,
                  .bytes = 4096};
  status.spool_limit_bytes = 64 << 20;
  status.uplink = {.welcome = true, .welcomes = 2, .ends = 1, .acked = 5, .since_ack = 1500ms};
  status.checks = {.runner = true,
                   .runner_losses = 1,
                   .assigned = 25,
                   .running = 2,
                   .waiting = 1,
                   .finished = 100};
  return status;
}

TEST_CASE("the agent's page is what Prometheus reads, and says what the status says") {
  const MetricPage page = ReadMetricPage(AgentMetrics(Working()));
  CHECK(page.mistake == std::nullopt);
  for (const auto& [name, type] : page.types) CHECK(name.starts_with("xunjian_agent_"));
  CHECK(page.samples.at("xunjian_agent_spool_waiting_results") == 7);
  CHECK(page.samples.at("xunjian_agent_spool_bytes") == 4096);
  CHECK(page.samples.at("xunjian_agent_results_produced_total") == 12);
  CHECK(page.samples.at("xunjian_agent_connected") == 1);
  CHECK(page.samples.at("xunjian_agent_last_ack_age_seconds") == 1.5);
  CHECK(page.samples.at("xunjian_agent_checks_finished_total") == 100);
  CHECK(page.samples.at("xunjian_agent_runner_losses_total") == 1);
}

TEST_CASE("an agent that was never answered has no age of an answer") {
  AgentStatus status = Working();
  status.uplink.since_ack.reset();
  const MetricPage page = ReadMetricPage(AgentMetrics(status));
  CHECK(page.mistake == std::nullopt);
  CHECK(page.samples.count("xunjian_agent_last_ack_age_seconds") == 0);
}

TEST_CASE("an agent is well as long as it checks and keeps what it finds") {
  AgentStatus status = Working();
  CHECK(HealthOf(status).good);
  status.uplink.welcome = false;
  CHECK(HealthOf(status).good);
  CHECK(HealthOf(status).line == "working; the collector is away, 7 results wait");
  status.checks.runner = false;
  CHECK_FALSE(HealthOf(status).good);
  status.up = 5s;  // the runner starts beside it
  CHECK(HealthOf(status).good);
  status.spool.refused = 3;
  CHECK_FALSE(HealthOf(status).good);
}

}  // namespace
}  // namespace xunjian
