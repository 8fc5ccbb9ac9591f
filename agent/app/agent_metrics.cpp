#include "agent/app/agent_metrics.h"

#include <fmt/format.h>

#include "base/version.h"
#include "figures/metric_text.h"

namespace xunjian {
namespace {

constexpr auto kCounter = MetricKind::kCounter;
constexpr auto kGauge = MetricKind::kGauge;

void AddProcess(MetricText& text, const AgentStatus& status) {
  text.Begin(kGauge, "xunjian_agent_build_info", "Always 1; the version is a label.");
  text.Sample({{"version", std::string(kProgramVersion)}}, std::uint64_t{1});
  text.Add(kGauge, "xunjian_agent_start_time_seconds", "When it started, in Unix time.",
           Duration(status.started_at.time_since_epoch()));
}

void AddSpool(MetricText& text, const AgentStatus& status) {
  const SpoolState& spool = status.spool;
  text.Add(kGauge, "xunjian_agent_spool_waiting_results",
           "Results on disk that the collector has not acknowledged.", spool.waiting);
  text.Add(kGauge, "xunjian_agent_spool_bytes",
           "The spool on disk, with what is acknowledged and kept for a while.", spool.bytes);
  text.Add(kGauge, "xunjian_agent_spool_limit_bytes", "The most it may take.",
           status.spool_limit_bytes);
  text.Add(kCounter, "xunjian_agent_results_produced_total",
           "Results since this spool was made, those that only a gap counts too.", spool.produced);
  text.Add(kGauge, "xunjian_agent_spool_refused_results",
           "Results there was no room for, not yet counted in a gap.", spool.refused);
}

void AddUplink(MetricText& text, const UplinkFigures& uplink) {
  text.Add(kGauge, "xunjian_agent_connected", "1 while the collector takes results.",
           std::uint64_t{uplink.welcome ? 1U : 0U});
  text.Add(kCounter, "xunjian_agent_connects_total", "Times the collector welcomed us.",
           uplink.welcomes);
  text.Add(kCounter, "xunjian_agent_connect_failures_total",
           "Connections that ended, or never came about.", uplink.ends);
  text.Add(kCounter, "xunjian_agent_results_acked_total",
           "Numbers of results and gaps that the collector acknowledged.", uplink.acked);
  text.Begin(kGauge, "xunjian_agent_last_ack_age_seconds",
             "Since the collector last acknowledged something; none before the first time.");
  if (uplink.since_ack) text.Sample({}, *uplink.since_ack);
}

void AddChecks(MetricText& text, const CheckFigures& checks) {
  text.Add(kGauge, "xunjian_agent_runner_connected", "1 while the runner is there.",
           std::uint64_t{checks.runner ? 1U : 0U});
  text.Add(kCounter, "xunjian_agent_runner_losses_total", "Times the runner was gone.",
           checks.runner_losses);
  text.Add(kGauge, "xunjian_agent_checks_assigned", "Assignments in force.", checks.assigned);
  text.Add(kGauge, "xunjian_agent_checks_running", "Checks under way.", checks.running);
  text.Add(kGauge, "xunjian_agent_checks_waiting",
           "Checks that are due and kept waiting by those that run.", checks.waiting);
  text.Add(kCounter, "xunjian_agent_checks_finished_total", "Runs of checks that ended.",
           checks.finished);
}

}  // namespace

std::string AgentMetrics(const AgentStatus& status) {
  MetricText text;
  AddProcess(text, status);
  AddSpool(text, status);
  AddUplink(text, status.uplink);
  AddChecks(text, status.checks);
  return std::move(text).Finish();
}

Health HealthOf(const AgentStatus& status) {
  if (status.spool.refused > 0) {
    return {false, fmt::format("failing: {} results found no room on disk", status.spool.refused)};
  }
  // The runner is started beside the agent, and may be a moment later.
  constexpr Duration kFirstMoments = std::chrono::seconds(30);
  if (!status.checks.runner && status.up >= kFirstMoments) {
    return {false, "failing: the runner is not there, no check runs"};
  }
  if (!status.uplink.welcome) {
    return {true,
            fmt::format("working; the collector is away, {} results wait", status.spool.waiting)};
  }
  return {true, fmt::format("working; {} results wait", status.spool.waiting)};
}

}  // namespace xunjian
