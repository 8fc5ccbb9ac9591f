#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <memory>
#include <string>

#include "agent/link/runner_server.h"
#include "agent/runner/check_executor.h"
#include "base/clock.h"
#include "base/file_storage.h"
#include "base/log.h"
#include "checks/engine/baseline_folder.h"

namespace xunjian {

struct RunnerServiceOptions {
  std::string socket;        // path
  std::string state_folder;  // keeps the last runs over a restart
  PeerRule peers;
  Baselines baselines;  // of this host, for assignments that bring none
  Duration save_interval = std::chrono::seconds(30);
  std::size_t most_runs = 256;  // under way at once; more are SKIPPED "overload"
};

// The runner process without its program: answers requests on the socket by executing them, keeps
// the last runs on disk. Lives on one io_context and its thread; checks run on the pool.
class RunnerService {
 public:
  // Everything outlives the service, the executor's pool included.
  struct Parts {
    boost::asio::io_context& io;
    CheckExecutor& executor;
    RunHistory& history;
    FileStorage& storage;
    const Clock& clock;
    Logger& logger;
  };

  static Result<std::unique_ptr<RunnerService>> Start(Parts parts, RunnerServiceOptions options);
  ~RunnerService();  // stops listening and saves the last runs

 private:
  RunnerService(Parts parts, RunnerServiceOptions options);

  Result<void> Open();
  void LoadLastRuns();
  void SaveLastRuns();
  void SaveLater();
  void Complete(Assignment& assignment) const;
  void Take(RunRequest request, const RunnerServer::Reply& reply);

  Parts parts_;
  RunnerServiceOptions options_;
  boost::asio::steady_timer save_timer_;
  std::uint64_t saved_version_ = 0;
  std::shared_ptr<std::atomic<std::size_t>> under_way_;
  std::unique_ptr<RunnerServer> server_;
};

}  // namespace xunjian
