#include "collector/app/collector_daemon.h"

#include <unistd.h>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <optional>
#include <thread>
#include <utility>

#include "base/ids.h"
#include "checks/catalogue/catalogue.h"
#include "collector/app/own_doors.h"
#include "collector/app/ticker.h"
#include "collector/ca/certificate_authority.h"
#include "collector/ingest/enrolment_desk.h"
#include "collector/ingest/front_desk.h"
#include "collector/notify/channels.h"
#include "collector/notify/delivery_loop.h"
#include "collector/query/operator_desk.h"
#include "collector/status/collector_metrics.h"
#include "collector/status/self_probe.h"
#include "collector/status/status_board.h"
#include "collector/store/sqlite/sqlite_store.h"
#include "figures/http/figures_thread.h"
#include "proto/rpc/operator_server.h"

namespace xunjian {
namespace {

std::string MachineName() {
  char name[256] = {};
  return ::gethostname(name, sizeof name - 1) == 0 ? name : "localhost";
}

// "0.0.0.0:7420" is where we listen; agents are told a name they can dial.
std::string Advertised(const CollectorConfig& config, const std::string& listen, int port) {
  std::string host = listen.substr(0, listen.rfind(':'));
  if (!config.advertise.empty()) {
    host = config.advertise;
  } else if (host == "0.0.0.0" || host == "[::]") {
    host = MachineName();
  }
  return host + ":" + std::to_string(port);
}

Result<TlsFiles> ServerTls(const CertificateAuthority& ca, const CollectorConfig& config,
                           Timestamp now) {
  TlsIdentity identity;
  identity.kind = TlsIdentity::Kind::kCollector;
  identity.site = config.site;
  identity.id = RandomId();
  identity.name = "collector";
  auto issued = ca.IssueServer(identity, now);
  if (!issued) return issued.error();
  return TlsFiles{ca.certificate_pem(), issued->certificate_pem, issued->key_pem};
}

}  // namespace

// Everything is wired before the thread runs: what the engine and the doors post meanwhile waits in
// io_ and finds every part in its place.
class CollectorDaemon::Impl {
 public:
  Impl(CollectorLayout layout, CollectorConfig config, const Parts& parts)
      : layout_(std::move(layout)),
        config_(std::move(config)),
        parts_(parts),
        work_(boost::asio::make_work_guard(io_)) {}

  ~Impl() {
    http_.reset();
    self_probe_.reset();
    StopThread();
    if (engine_) engine_->Stop();  // who waits for its answer has one, even on a full disk
    operator_server_.reset();
    enrolment_server_.reset();
    deliveries_.reset();
    agent_server_.reset();
    engine_.reset();
  }

  Result<void> Start() {
    if (auto opened = OpenStore(); !opened) return opened;
    if (auto started = StartEngine(); !started) return started;
    auto tls = ServerTls(*ca_, config_, parts_.clock.Now());
    if (!tls) return tls.error();
    if (auto opened = OpenAgentDoor(*tls); !opened) return opened;
    if (auto opened = OpenEnrolmentDoor(*tls); !opened) return opened;
    board_.emplace(StatusBoard::Parts{parts_.clock, *engine_, *store_, *desk_});
    if (auto opened = OpenOperatorDoor(*tls); !opened) return opened;
    deliveries_ = std::make_unique<DeliveryLoop>(
        Notifier({*reader_, *engine_, parts_.clock, parts_.logger}, MakeChannels(parts_.logger)));
    ticker_.emplace(io_.get_executor(), parts_.clock, *engine_, parts_.notifier,
                    [this] { desk_->Tick(); });
    thread_ = std::thread([this] { io_.run(); });
    if (auto watching = WatchDoors(); !watching) return watching;
    ShowFigures();
    return Ok();
  }

  int agent_port() const { return agent_server_->port(); }
  int enrolment_port() const { return enrolment_server_->port(); }
  int operator_port() const { return operator_server_->port(); }
  int http_port() const { return http_ ? http_->port() : 0; }

 private:
  Result<void> OpenStore() {
    auto ca = CertificateAuthority::Open(parts_.storage, layout_.ca());
    if (!ca) return ca.error();
    ca_.emplace(std::move(*ca));
    auto store = OpenSqliteStore(parts_.storage, layout_.database(), StoreOptions());
    if (!store) return store.error();
    store_ = std::move(*store);
    auto reader = store_->OpenReader();
    if (!reader) return reader.error();
    reader_ = std::move(*reader);
    return Ok();
  }

  SqliteOptions StoreOptions() const {
    FoldLoop::Hooks hooks;
    hooks.waits = [&logger = parts_.logger](const Error& reason) {
      logger.Warning("history is not folded", {{"why", reason.In(Language::kEnglish)}});
    };
    hooks.failed = parts_.fatal;
    SqliteOptions options;
    options.fold = std::move(hooks);
    options.history.days = static_cast<std::size_t>(config_.history_days);
    return options;
  }

  Result<void> StartEngine() {
    EngineHooks hooks;
    hooks.effect = [this](const Effect& effect) {
      boost::asio::post(io_, [this, effect] { Perform(effect); });
    };
    hooks.fatal = parts_.fatal;
    hooks.held = [this](const Error& reason) {
      parts_.logger.Error("nothing is taken in: results wait at the agents, acts are refused",
                          {{"why", reason.In(Language::kEnglish)}});
      boost::asio::post(io_, [this] { desk_->Hold(true); });
    };
    hooks.resumed = [this](Duration held_for) {
      parts_.logger.Info("there is room again, all goes on",
                         {{"held_for", FormatDuration(held_for)}});
      boost::asio::post(io_, [this] { desk_->Hold(false); });
    };
    auto engine = Engine::Start(*store_, parts_.clock, MatchChecks, std::move(hooks));
    if (!engine) return engine.error();
    engine_ = std::move(*engine);
    return Ok();
  }

  Result<void> OpenAgentDoor(const TlsFiles& tls) {
    desk_ = std::make_shared<FrontDesk>(FrontDesk::Parts{
        *engine_, parts_.clock, parts_.logger, io_.get_executor(), config_.heartbeat_interval});
    AgentServerOptions options;
    options.address = config_.listen;
    options.tls = tls;
    options.limits.connections = static_cast<std::size_t>(config_.connections);
    options.limits.connections_per_address =
        static_cast<std::size_t>(config_.connections_per_address);
    auto server = AgentServer::Start(options, io_.get_executor(), *desk_, parts_.logger);
    if (!server) return server.error();
    agent_server_ = std::move(*server);
    desk_->Serve(*agent_server_);
    return Ok();
  }

  Result<void> OpenEnrolmentDoor(const TlsFiles& tls) {
    enrolment_.emplace(*engine_, *ca_, parts_.clock, parts_.logger);
    EnrolmentServerOptions options;
    options.address = config_.enroll_listen;
    options.tls = tls;
    // Whoever may knock here has no certificate yet, and needs one call: few connections bound what
    // a stranger can make gRPC remember.
    options.limits.connections = 64;
    options.limits.connections_per_address = 16;
    auto server = EnrolmentServer::Start(options, parts_.clock, *enrolment_, parts_.logger);
    if (!server) return server.error();
    enrolment_server_ = std::move(*server);
    return Ok();
  }

  Result<void> OpenOperatorDoor(const TlsFiles& tls) {
    operators_.emplace(OperatorDesk::Parts{*engine_, *reader_, *ca_, parts_.clock, parts_.logger,
                                           MatchChecks, config_.site, Addresses(),
                                           [this] { return board_->Look(); }});
    OperatorServerOptions options;
    options.socket_path = layout_.operator_socket();
    if (!config_.operator_listen.empty()) {
      options.remote = OperatorServerOptions::Remote{config_.operator_listen, tls, {}};
    }
    const auto lookup = [this](const TlsIdentity& who) { return operators_->ActorOf(who); };
    auto server = OperatorServer::Start(options, *operators_, lookup, parts_.logger);
    if (!server) return server.error();
    operator_server_ = std::move(*server);
    return Ok();
  }

  // The operators' own port is what the configuration says: 0 serves tests, which ask for it.
  AdvertisedAddresses Addresses() const {
    AdvertisedAddresses addresses;
    addresses.agents = Advertised(config_, config_.listen, agent_port());
    addresses.enrolment = Advertised(config_, config_.enroll_listen, enrolment_port());
    if (!config_.operator_listen.empty()) {
      const std::string port =
          config_.operator_listen.substr(config_.operator_listen.rfind(':') + 1);
      addresses.operators = Advertised(config_, config_.operator_listen, std::stoi(port));
    }
    return addresses;
  }

  // Comes to its own doors as others do: only what comes in from outside shows that they are open.
  Result<void> WatchDoors() {
    board_->AddDoor("agents", [this] { return agent_server_->figures(); });
    board_->AddDoor("enrolment", [this] { return enrolment_server_->figures(); });
    if (operator_port() > 0) {
      board_->AddDoor("operators", [this] { return operator_server_->figures(); });
    }
    const BoundPorts ports{agent_port(), enrolment_port(), operator_port()};
    auto doors = OwnDoors(layout_, config_, ports, *ca_, parts_.clock.Now());
    if (!doors) return doors.error();
    probes_.emplace(*std::move(doors), parts_.clock, parts_.logger);
    board_->SetProbes([this] { return probes_->Read(); });
    self_probe_.emplace(*probes_, parts_.clock);
    return Ok();
  }

  // Figures are no reason not to collect: a port that another program has costs them alone.
  void ShowFigures() {
    if (config_.http_listen.empty()) return;
    FiguresServerOptions options;
    options.address = config_.http_listen;
    FiguresPages pages;
    pages.metrics = [this] { return CollectorMetrics(board_->Look()); };
    pages.health = [this] {
      const CollectorVerdict verdict = VerdictOn(board_->Look());
      return Health{verdict.health != CollectorHealth::kFailing, verdict.line.en};
    };
    auto http = FiguresThread::Start(options, std::move(pages));
    if (http) {
      http_ = *std::move(http);
    } else {
      parts_.logger.Warning("figures are not served",
                            {{"why", http.error().In(Language::kEnglish)}});
    }
  }

  void Perform(const Effect& effect) {
    if (std::holds_alternative<OutboxFilled>(effect)) {
      if (deliveries_) deliveries_->Wake();
    } else {
      desk_->Perform(effect);
    }
  }

  void StopThread() {
    if (!thread_.joinable()) return;
    boost::asio::post(io_, [this] {
      ticker_.reset();
      desk_->Close();
      work_.reset();
    });
    thread_.join();
  }

  const CollectorLayout layout_;
  const CollectorConfig config_;
  const Parts parts_;

  boost::asio::io_context io_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
  std::optional<CertificateAuthority> ca_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<StoreReader> reader_;
  std::unique_ptr<Engine> engine_;
  std::shared_ptr<FrontDesk> desk_;
  std::unique_ptr<AgentServer> agent_server_;
  std::optional<EnrolmentDesk> enrolment_;
  std::unique_ptr<EnrolmentServer> enrolment_server_;
  std::optional<OperatorDesk> operators_;
  std::unique_ptr<OperatorServer> operator_server_;
  std::unique_ptr<DeliveryLoop> deliveries_;
  std::optional<StatusBoard> board_;
  std::optional<DoorProbes> probes_;
  std::optional<SelfProbe> self_probe_;
  std::unique_ptr<FiguresThread> http_;
  std::optional<Ticker> ticker_;
  std::thread thread_;
};

CollectorDaemon::CollectorDaemon(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

CollectorDaemon::~CollectorDaemon() = default;

Result<std::unique_ptr<CollectorDaemon>> CollectorDaemon::Start(const CollectorLayout& layout,
                                                                const CollectorConfig& config,
                                                                const Parts& parts) {
  auto impl = std::make_unique<Impl>(layout, config, parts);
  if (auto started = impl->Start(); !started) return started.error();
  return std::unique_ptr<CollectorDaemon>(new CollectorDaemon(std::move(impl)));
}

int CollectorDaemon::agent_port() const { return impl_->agent_port(); }
int CollectorDaemon::enrolment_port() const { return impl_->enrolment_port(); }
int CollectorDaemon::operator_port() const { return impl_->operator_port(); }
int CollectorDaemon::http_port() const { return impl_->http_port(); }

}  // namespace xunjian
