#include "agent/app/agent_program.h"

#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <filesystem>
#include <optional>

#include "agent/app/agent_daemon.h"
#include "agent/app/identity_files.h"
#include "agent/app/no_exec.h"
#include "base/file_lock.h"

namespace xunjian {
namespace {

constexpr mode_t kPrivateFolder = 0700;

Result<void> ServeAgent(const AgentConfig& config, const TlsCredential& identity,
                        const Clock& clock, Logger& logger) {
  boost::asio::io_context io;
  PosixStorage storage;
  const ServiceNotifier notifier;
  std::optional<Error> reason;
  boost::asio::signal_set signals(io, SIGTERM, SIGINT, SIGHUP);
  signals.async_wait([&io](boost::system::error_code, int) { io.stop(); });
  const auto fatal = [&](const Error& error) {
    reason = error;
    io.stop();
  };
  const auto daemon =
      AgentDaemon::Start(config, identity, {io, clock, storage, logger, notifier, fatal});
  if (!daemon) return daemon.error();
  notifier.Ready();
  logger.Info("agent ready", {{"collector", config.collector}});
  io.run();
  notifier.Stopping();
  if (reason) return *reason;
  return Ok();
}

// Said here, by the parent, which never reads the key: its children would only fail again and
// again.
Result<void> RequireIdentity(const AgentConfig& config) {
  PosixStorage storage;
  if (HasIdentity(storage, config.identity)) return Ok();
  return MakeError(ErrorCode::kNotFound,
                   {"{} holds no identity; get one: xunjian-agent enroll --dir DIR TOKEN",
                    "{} 中没有身份；请先登记：xunjian-agent enroll --dir DIR TOKEN"},
                   config.identity);
}

Result<void> MakeFolders(const AgentConfig& config) {
  PosixStorage storage;
  const std::string run = std::filesystem::path(config.runner_socket).parent_path().string();
  for (const std::string& folder : {run, config.runner_state, config.runner_plugins}) {
    if (Result<void> made = storage.MakeFolder(folder, kPrivateFolder); !made) return made;
  }
  return Ok();
}

}  // namespace

std::vector<SupervisedProgram> ProgramsOf(const AgentConfig& config, const std::string& config_path,
                                          const std::string& own_program, Language language) {
  const std::string runner =
      (std::filesystem::path(own_program).parent_path() / "xunjian-runner").string();
  const std::string lang = language == Language::kChinese ? "zh" : "en";
  return {{"agent", {own_program, "--lang", lang, "run-child", "--config", config_path}},
          {"runner",
           {runner, "--lang", lang, "--plugins", config.runner_plugins, "run", "--socket",
            config.runner_socket, "--state", config.runner_state}}};
}

Result<void> RunFolder(const std::string& folder, const std::string& own_program,
                       Language language) {
  const std::string config_path =
      (std::filesystem::absolute(folder) / "agent.toml").lexically_normal().string();
  const Result<AgentConfig> config = ReadAgentConfig(config_path);
  if (!config) return config.error();
  if (Result<void> enrolled = RequireIdentity(*config); !enrolled) return enrolled;
  if (Result<void> made = MakeFolders(*config); !made) return made;
  const auto lock =
      LockFile(config_path + ".lock", Format({"the agent in {}", "{} 中的代理"}, folder));
  if (!lock) return lock.error();
  const SystemClock clock;
  const auto logger = MakeLogger(config->log_format, config->log_level, clock, "xunjian-agent");
  return Supervise(ProgramsOf(*config, config_path, own_program, language), {}, clock, *logger);
}

Result<void> RunAgent(const std::string& config_path) {
  const Result<AgentConfig> config = ReadAgentConfig(config_path);
  if (!config) return config.error();
  PosixStorage storage;
  const Result<TlsCredential> identity = ReadIdentity(storage, config->identity);
  if (!identity) return identity.error();
  // From here on this process holds a key: it shall never run a program.
  if (Result<void> forbidden = ForbidExec(); !forbidden) return forbidden;
  const SystemClock clock;
  const auto logger = MakeLogger(config->log_format, config->log_level, clock, "xunjian-agent");
  return ServeAgent(*config, *identity, clock, *logger);
}

std::string OwnHostName() {
  char name[256] = {};
  return gethostname(name, sizeof(name) - 1) == 0 ? name : "";
}

Result<std::string> OwnProgram() {
  std::error_code error;
  const auto path = std::filesystem::read_symlink("/proc/self/exe", error);
  if (error) return ErrnoError(error.value(), {"cannot find this program", "找不到本程序路径"});
  return path.string();
}

}  // namespace xunjian
