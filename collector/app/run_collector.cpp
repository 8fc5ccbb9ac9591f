#include "collector/app/run_collector.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <optional>

#include "collector/app/channel_files.h"
#include "collector/app/collector_daemon.h"
#include "figures/http/loopback_address.h"

namespace xunjian {
namespace {

constexpr std::size_t kConfigLimit = 1 << 20;

Result<void> Override(const std::string& value, std::string_view option, std::string& target) {
  if (value.empty()) return Ok();
  if (!IsListenAddress(value)) {
    return MakeError(
        ErrorCode::kInvalidArgument,
        {"{}: '{}' is not an address; write host:port", "{}:“{}”不是地址；应写作 主机:端口"},
        option, value);
  }
  target = value;
  return Ok();
}

}  // namespace

Result<CollectorConfig> ReadCollectorConfig(FileStorage& storage,
                                            const RunCollectorOptions& options) {
  const CollectorLayout layout{options.folder};
  if (auto good = CheckLayout(layout); !good) return good.error();
  auto text = storage.Read(layout.config(), kConfigLimit);
  if (!text && text.error().code() == ErrorCode::kNotFound) {
    return MakeError(ErrorCode::kNotFound,
                     {"{0} holds no collector; make one with: xunjian-collector init --dir {0}",
                      "{0} 中没有采集器；请先创建：xunjian-collector init --dir {0}"},
                     options.folder);
  }
  if (!text) return text.error();
  auto config =
      ParseCollectorConfig(*text, layout.config(), ReadChannelFiles(storage, layout.folder));
  if (!config) return config.error();
  if (auto good = Override(options.listen, "--listen", config->listen); !good) return good.error();
  if (auto good = Override(options.enroll_listen, "--enroll-listen", config->enroll_listen);
      !good) {
    return good.error();
  }
  if (auto good = Override(options.operator_listen, "--operator-listen", config->operator_listen);
      !good) {
    return good.error();
  }
  if (options.http_listen.empty()) return config;
  if (auto good = ParseLoopbackAddress(options.http_listen); !good) {
    return good.error().WithContext({"--http-listen", "--http-listen"});
  }
  config->http_listen = options.http_listen;
  return config;
}

namespace {

// Waits on the calling thread for a reason to end.
class EndWaiter {
 public:
  EndWaiter() : signals_(io_, SIGTERM, SIGINT, SIGHUP) {
    signals_.async_wait([this](const boost::system::error_code&, int) { io_.stop(); });
  }
  void End(const Error& reason) {
    boost::asio::post(io_, [this, reason] {
      reason_ = reason;
      io_.stop();
    });
  }
  Result<void> Wait() {
    io_.run();
    if (reason_) return *reason_;
    return Ok();
  }

 private:
  boost::asio::io_context io_;
  boost::asio::signal_set signals_;
  std::optional<Error> reason_;
};

}  // namespace

Result<void> CheckCollectorConfig(const RunCollectorOptions& options) {
  PosixStorage storage;
  if (auto config = ReadCollectorConfig(storage, options); !config) return config.error();
  return Ok();
}

Result<void> RunCollector(const RunCollectorOptions& options) {
  const SystemClock clock;
  PosixStorage storage;
  const ServiceNotifier notifier;
  const auto logger = MakeLogger(options.log.format, options.log.level, clock, "xunjian-collector");
  auto config = ReadCollectorConfig(storage, options);
  if (!config) return config.error();
  if (auto there = RequireDatabase(storage, {options.folder}); !there) return there.error();

  EndWaiter end;
  auto daemon = CollectorDaemon::Start(
      {options.folder}, *config,
      {clock, storage, *logger, notifier, [&end](const Error& reason) { end.End(reason); }});
  if (!daemon) return daemon.error();
  logger->Info("collector is ready", {{"agents_port", (*daemon)->agent_port()},
                                      {"enrolment_port", (*daemon)->enrolment_port()},
                                      {"operators_port", (*daemon)->operator_port()},
                                      {"http_port", (*daemon)->http_port()}});
  notifier.Ready();
  auto ended = end.Wait();
  notifier.Stopping();
  logger->Info("collector stops");
  return ended;
}

}  // namespace xunjian
