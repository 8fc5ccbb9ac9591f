#include "agent/app/agent_daemon.h"

#include <utility>

#include "agent/app/assignment_cache.h"
#include "base/file_lock.h"
#include "base/file_system.h"
#include "base/pki.h"
#include "base/version.h"

namespace xunjian {
namespace {

std::string BootId() {
  const Result<std::string> text =
      RootedFileSystem("/").Read("/proc/sys/kernel/random/boot_id", 64);
  return text ? text->substr(0, text->find('\n')) : "";
}

}  // namespace

AgentDaemon::AgentDaemon(const AgentConfig& config, Parts parts)
    : parts_(std::move(parts)),
      assignments_path_(config.assignments),
      spool_limit_(config.spool_bytes),
      started_at_(parts_.clock.Now()),
      started_(parts_.clock.Steady()),
      watchdog_(parts_.io) {}

AgentDaemon::~AgentDaemon() = default;

Result<std::unique_ptr<AgentDaemon>> AgentDaemon::Start(const AgentConfig& config,
                                                        const TlsCredential& identity,
                                                        Parts parts) {
  std::unique_ptr<AgentDaemon> daemon(new AgentDaemon(config, std::move(parts)));
  if (Result<void> opened = daemon->Open(config, identity); !opened) return opened.error();
  return daemon;
}

Result<void> AgentDaemon::Open(const AgentConfig& config, const TlsCredential& identity) {
  const Result<TlsIdentity> who = IdentityOfCertificate(identity.certificate_pem);
  if (!who) return who.error();
  auto lock = LockFile(config.spool + ".lock", Format({"the spool {}", "队列 {} "}, config.spool));
  if (!lock) return lock.error();
  spool_lock_ = *std::move(lock);
  SpoolOptions spool_options;
  spool_options.max_bytes = config.spool_bytes;
  Result<std::unique_ptr<Spool>> spool =
      Spool::Open(parts_.storage, config.spool, parts_.clock, spool_options);
  if (!spool) return spool.error();
  SpoolKeeper::Events events;
  events.synced = [this](SpoolState state) {
    spool_state_ = state;
    uplink_->SpoolChanged(state.lives, state.last_seq);
  };
  events.read = [this](SpoolPart part) { uplink_->SpoolRead(std::move(part)); };
  events.reconciled = [this] { uplink_->SpoolReconciled(); };
  events.failed = [this](const Error& error) { parts_.fatal(error); };
  spool_ = std::make_unique<SpoolKeeper>(parts_.io.get_executor(), *std::move(spool),
                                         std::move(events), parts_.logger);
  AgentChannelOptions channel;
  channel.address = config.collector;
  channel.tls = identity;
  UplinkHost& host = *this;
  uplink_ = std::make_unique<UplinkShell>(parts_.io, channel, host, parts_.clock, parts_.logger);
  checks_ = std::make_unique<CheckLoop>(
      parts_.io, who->id, config.runner_socket,
      [this](CheckResult result, bool changed) { spool_->Append(std::move(result), changed); },
      parts_.clock, parts_.logger);
  LoadCachedAssignments();
  // The spool's first word comes before the collector's: the greeting names its lives.
  spool_->Echo([this] { uplink_->Start(); });
  if (parts_.notifier.watchdog_interval() > Duration::zero()) FeedWatchdog();
  if (!config.http_listen.empty()) ShowFigures(config.http_listen);
  return Ok();
}

// Figures are no reason not to check: a port that another program has costs them alone.
void AgentDaemon::ShowFigures(const std::string& address) {
  FiguresServerOptions options;
  options.address = address;
  FiguresPages pages;
  pages.metrics = [this] { return AgentMetrics(Look()); };
  pages.health = [this] { return HealthOf(Look()); };
  auto http = FiguresServer::Start(parts_.io.get_executor(), options, std::move(pages));
  if (http) {
    http_ = *std::move(http);
  } else {
    parts_.logger.Warning("figures are not served", {{"why", http.error().In(Language::kEnglish)}});
  }
}

AgentStatus AgentDaemon::Look() const {
  return {.started_at = started_at_,
          .up = parts_.clock.Steady() - started_,
          .spool = spool_state_,
          .spool_limit_bytes = spool_limit_,
          .uplink = uplink_->figures(),
          .checks = checks_->figures()};
}

void AgentDaemon::LoadCachedAssignments() {
  const Result<AssignmentSet> cached = LoadAssignments(parts_.storage, assignments_path_);
  if (cached) {
    assignments_version_ = cached->version;
    checks_->Replace(*cached);
  } else if (cached.error().code() != ErrorCode::kNotFound) {
    parts_.logger.Warning("cached assignments not loaded",
                          {{"why", cached.error().In(Language::kEnglish)}});
  }
}

// Alive is: this loop turns and the disk answers.
void AgentDaemon::FeedWatchdog() {
  spool_->Echo([this] { parts_.notifier.WorkDone(); });
  watchdog_.expires_after(parts_.notifier.watchdog_interval());
  watchdog_.async_wait([this](boost::system::error_code error) {
    if (!error) FeedWatchdog();
  });
}

Hello AgentDaemon::MakeHello() {
  return {std::string(kProgramVersion), BootId(),
          spool_state_.lives.newest(),  spool_state_.first_seq,
          spool_state_.last_seq,        assignments_version_,
          parts_.clock.Now(),           spool_state_.lives.former()};
}

Heartbeat AgentDaemon::MakeHeartbeat() {
  return {.now = parts_.clock.Now(),
          .checks_run = checks_->runs_finished(),
          .results_waiting = spool_state_.waiting};
}

void AgentDaemon::ReadSpool(const uplink::ReadSpool& wanted) { spool_->Read(wanted); }

void AgentDaemon::ReconcileSpool(SeqRanges received) { spool_->Reconcile(std::move(received)); }

void AgentDaemon::AcknowledgeSpool(SeqRange range) { spool_->Acknowledge(range); }

void AgentDaemon::AdoptAssignments(AssignmentSet set) {
  if (const Result<void> saved = SaveAssignments(parts_.storage, assignments_path_, set); !saved) {
    parts_.logger.Warning("assignments not cached",
                          {{"why", saved.error().In(Language::kEnglish)}});
  }
  assignments_version_ = set.version;
  checks_->Replace(set);
}

void AgentDaemon::RunAssignments(const std::vector<std::string>& ids) { checks_->RunNow(ids); }

}  // namespace xunjian
