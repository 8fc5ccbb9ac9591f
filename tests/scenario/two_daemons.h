#pragma once

#include <boost/asio/io_context.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "agent/app/agent_daemon.h"
#include "agent/link/runner_server.h"
#include "collector/app/collector_daemon.h"
#include "proto/rpc/operator_client.h"
#include "tests/support/manual_clock.h"
#include "tests/support/quiet_logger.h"
#include "tests/support/temp_folder.h"

namespace xunjian {

// A whole collector and a whole agent in this process: gRPC, mutual TLS, SQLite, the spool and the
// runner's socket are real; time is a manual clock's, and what the runner finds is a function.
class TwoDaemons {
 public:
  using Check = std::function<CheckResult(const Assignment&)>;

  explicit TwoDaemons(Check check);
  ~TwoDaemons();

  void UseChannels(const std::string& toml);  // [[channel]] tables, before the collector starts
  void StartCollector();
  void StopCollector();
  void StartAgent();  // enrols it at the first time
  void StopAgent();
  void ApplyPolicy(const std::string& toml);

  // Lets `time` pass in steps; between them both daemons have real time to do what is due.
  void Pass(Duration time, Duration step = std::chrono::milliseconds(100));
  // Lets time pass until `there` or, a failure of the test, for more than `limit`.
  void PassUntil(const std::function<bool()>& there, Duration limit);

  OperatorApi& api() { return *api_; }
  std::vector<ResultRow> Results();
  std::vector<IncidentRow> Incidents();
  std::uint64_t checks_run() const { return checks_run_; }

 private:
  void Enrol();

  ManualClock clock_;
  TempFolder folder_;
  PosixStorage storage_;
  QuietLogger logger_;
  ServiceNotifier notifier_;
  Check check_;
  std::uint64_t checks_run_ = 0;
  CollectorConfig collector_config_;
  std::unique_ptr<CollectorDaemon> collector_;
  std::unique_ptr<OperatorClient> api_;
  AgentConfig agent_config_;
  TlsCredential identity_;
  std::optional<boost::asio::io_context> io_;  // the agent's and the runner's, while they run
  std::unique_ptr<RunnerServer> runner_;
  std::unique_ptr<AgentDaemon> agent_;
};

}  // namespace xunjian
