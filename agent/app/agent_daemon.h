#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <memory>

#include "agent/app/agent_config.h"
#include "agent/app/agent_metrics.h"
#include "agent/app/check_loop.h"
#include "agent/app/spool_keeper.h"
#include "agent/app/uplink_shell.h"
#include "base/clock.h"
#include "base/file_storage.h"
#include "base/log.h"
#include "base/service_notifier.h"
#include "base/tls_credential.h"
#include "base/unique_fd.h"

namespace xunjian {

// A whole agent in this process, without its runner: schedule, spool, uplink. Wiring only. Lives on
// `io` and its thread; a test runs several in one process.
class AgentDaemon final : private UplinkHost {
 public:
  // Everything outlives the daemon.
  struct Parts {
    boost::asio::io_context& io;
    const Clock& clock;
    FileStorage& storage;
    Logger& logger;
    const ServiceNotifier& notifier;
    // The spool failed: the process must end, with this reason, and start anew. At most once.
    std::function<void(const Error&)> fatal;
  };

  static Result<std::unique_ptr<AgentDaemon>> Start(const AgentConfig& config,
                                                    const TlsCredential& identity, Parts parts);
  ~AgentDaemon() override;  // what was appended is safe on disk afterwards

  int http_port() const { return http_ ? http_->port() : 0; }

 private:
  AgentDaemon(const AgentConfig& config, Parts parts);

  Result<void> Open(const AgentConfig& config, const TlsCredential& identity);
  void LoadCachedAssignments();
  void FeedWatchdog();
  void ShowFigures(const std::string& address);
  AgentStatus Look() const;

  Hello MakeHello() override;
  Heartbeat MakeHeartbeat() override;
  void ReadSpool(const uplink::ReadSpool& wanted) override;
  void ReconcileSpool(SeqRanges received) override;
  void AcknowledgeSpool(SeqRange range) override;
  void AdoptAssignments(AssignmentSet set) override;
  void RunAssignments(const std::vector<std::string>& ids) override;

  Parts parts_;
  std::string assignments_path_;
  std::string assignments_version_;
  SpoolState spool_state_;
  const std::uint64_t spool_limit_;
  const Timestamp started_at_;
  const SteadyTime started_;
  boost::asio::steady_timer watchdog_;
  UniqueFd spool_lock_;  // two agents on one spool would give numbers twice
  std::unique_ptr<SpoolKeeper> spool_;
  std::unique_ptr<UplinkShell> uplink_;
  std::unique_ptr<CheckLoop> checks_;    // its results go to the two above
  std::unique_ptr<FiguresServer> http_;  // last: it asks all above
};

}  // namespace xunjian
