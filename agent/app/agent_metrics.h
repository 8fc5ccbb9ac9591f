#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "agent/app/check_loop.h"
#include "agent/app/spool_keeper.h"
#include "agent/app/uplink_shell.h"
#include "figures/http/figures_server.h"

namespace xunjian {

// How an agent is doing. Counts are since its start, except those of the spool's state.
struct AgentStatus {
  Timestamp started_at;
  Duration up{};
  SpoolState spool;
  std::uint64_t spool_limit_bytes = 0;
  UplinkFigures uplink;
  CheckFigures checks;
};

// The status as a page of Prometheus text; every name begins with xunjian_agent_. Pure.
std::string AgentMetrics(const AgentStatus& status);

// Bad when checks cannot run or their results cannot be kept. A collector that is away is neither:
// results wait for it.
Health HealthOf(const AgentStatus& status);

}  // namespace xunjian
