#include "collector/app/collector_daemon.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <optional>
#include <thread>
#include <utility>

#include "checks/catalogue/catalogue.h"
#include "collector/app/advertised_addresses.h"
#include "collector/app/own_credential.h"
#include "collector/app/own_doors.h"
#include "collector/app/self_watch.h"
#include "collector/app/ticker.h"
#include "collector/ca/certificate_authority.h"
#include "collector/ingest/enrolment_desk.h"
#include "collector/ingest/front_desk.h"
#include "collector/ingest/inbox.h"
#include "collector/notify/delivery_room.h"
#include "collector/query/operator_desk.h"
#include "collector/store/sqlite/sqlite_store.h"
#include "proto/rpc/operator_server.h"

namespace xunjian {
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
    if (watch_) watch_->Stop();
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
    const auto tls = ServerCredential(*ca_, config_.site, parts_.clock.Now());
    if (!tls) return tls.error();
    if (auto opened = OpenAgentDoor(*tls); !opened) return opened;
    if (auto opened = OpenEnrolmentDoor(*tls); !opened) return opened;
    watch_.emplace(StatusBoard::Parts{parts_.clock, *engine_, *store_, *desk_}, parts_.logger);
    if (auto opened = OpenOperatorDoor(*tls); !opened) return opened;
    if (auto opened = OpenDeliveries(); !opened) return opened;
    ticker_.emplace(io_.get_executor(), parts_.clock, *engine_, parts_.notifier,
                    [this] { desk_->Tick(); });
    thread_ = std::thread([this] { io_.run(); });
    if (auto watching = WatchDoors(); !watching) return watching;
    if (!config_.http_listen.empty()) watch_->ShowFigures(config_.http_listen);
    return Ok();
  }

  int agent_port() const { return agent_server_->port(); }
  int enrolment_port() const { return enrolment_server_->port(); }
  int operator_port() const { return operator_server_->port(); }
  int http_port() const { return watch_->http_port(); }

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
      effects_.Put([this, effect] { Perform(effect); });
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

  Result<void> OpenAgentDoor(const TlsCredential& tls) {
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

  Result<void> OpenEnrolmentDoor(const TlsCredential& tls) {
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

  Result<void> OpenOperatorDoor(const TlsCredential& tls) {
    operators_.emplace(OperatorDesk::Parts{
        *engine_, *reader_, *ca_, parts_.clock, parts_.logger, MatchChecks, ChannelNames(config_),
        config_.site, AddressesOf(config_, {agent_port(), enrolment_port()}),
        [this] { return watch_->Look(); },
        [this](const std::string& agent) { return desk_->ResultsWaitingAt(agent); }});
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

  // A reader of its own: a long question of a person holds up no notification.
  Result<void> OpenDeliveries() {
    auto reader = store_->OpenReader();
    if (!reader) return reader.error();
    outbox_ = *std::move(reader);
    deliveries_ = std::make_unique<DeliveryRoom>(
        NotifierParts{*outbox_, *engine_, parts_.clock, parts_.logger, config_.site},
        config_.channels);
    watch_->SetChannels([this] { return deliveries_->Look(); });
    return Ok();
  }

  BoundPorts ports() const { return {agent_port(), enrolment_port(), operator_port()}; }

  // Comes to its own doors as others do: only what comes in from outside shows that they are open.
  Result<void> WatchDoors() {
    watch_->AddDoor("agents", [this] { return agent_server_->figures(); });
    watch_->AddDoor("enrolment", [this] { return enrolment_server_->figures(); });
    if (operator_port() > 0) {
      watch_->AddDoor("operators", [this] { return operator_server_->figures(); });
    }
    auto doors = OwnDoors(layout_, config_, ports(), *ca_, parts_.clock.Now());
    if (!doors) return doors.error();
    watch_->Probe(*std::move(doors));
    return Ok();
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
  Inbox effects_{io_.get_executor()};
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
  std::unique_ptr<StoreReader> outbox_;
  std::unique_ptr<DeliveryRoom> deliveries_;
  std::optional<SelfWatch> watch_;
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
