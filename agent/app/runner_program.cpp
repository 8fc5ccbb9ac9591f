#include "agent/app/runner_program.h"

#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>

#include "agent/app/account.h"
#include "agent/runner/runner_service.h"
#include "base/service_notifier.h"
#include "checks/catalogue/catalogue.h"
#include "checks/engine/baseline_folder.h"
#include "checks/engine/chrony_client.h"
#include "checks/engine/kernel_clock.h"
#include "checks/engine/plugin_allow_list.h"
#include "checks/engine/problem_list.h"
#include "checks/plugin/plugin_program.h"
#include "command_line/exit_code.h"

namespace xunjian {
namespace {

// Alive is: this loop turns and reads get workers.
void FeedWatchdog(boost::asio::steady_timer& timer, const ReadPool& pool,
                  const ServiceNotifier& notifier) {
  if (notifier.watchdog_interval() <= Duration::zero()) return;
  if (pool.healthy()) notifier.WorkDone();
  timer.expires_after(notifier.watchdog_interval());
  timer.async_wait([&timer, &pool, &notifier](boost::system::error_code error) {
    if (!error) FeedWatchdog(timer, pool, notifier);
  });
}

Result<PeerRule> PeerRuleOf(const RunnerProgramOptions& options) {
  PeerRule rule;
  for (const std::string& name : options.users) {
    const Result<uid_t> user = FindUser(name);
    if (!user) return user.error();
    rule.users.push_back(*user);
  }
  for (const std::string& name : options.groups) {
    const Result<gid_t> group = FindGroup(name);
    if (!group) return group.error();
    rule.groups.push_back(*group);
  }
  return rule;
}

Result<void> Serve(const RunnerProgramOptions& options, CheckExecutor::Parts checks,
                   Logger& logger) {
  boost::asio::io_context io;
  PosixStorage storage;
  CheckExecutor executor(checks);
  boost::asio::signal_set signals(io, SIGTERM, SIGINT, SIGHUP);
  signals.async_wait([&io](boost::system::error_code, int) { io.stop(); });
  RunnerServiceOptions service_options;
  service_options.socket = options.socket;
  service_options.state_folder = options.state_folder;
  const Result<PeerRule> peers = PeerRuleOf(options);
  if (!peers) return peers.error();
  service_options.peers = *peers;
  Result<Baselines> baselines = ReadBaselineFolder(storage, options.baseline_folder, AllChecks());
  if (!baselines) return baselines.error();
  service_options.baselines = *std::move(baselines);
  const auto service = RunnerService::Start(
      {io, executor, checks.history, storage, checks.world.clock, logger}, service_options);
  if (!service) return service.error();
  const ServiceNotifier notifier;
  boost::asio::steady_timer watchdog(io);
  FeedWatchdog(watchdog, checks.pool, notifier);
  notifier.Ready();
  logger.Info("runner ready", {{"socket", options.socket}});
  io.run();
  notifier.Stopping();
  return Ok();
}

// A list with a mistake allows nothing, and every plugin says DENIED; the built-in checks go on.
PluginAllowList AllowedPlugins(const FileSystem& files, const RunnerProgramOptions& options,
                               Logger& logger) {
  auto plugins = PluginAllowList::Load(files, options.plugins_folder, geteuid());
  if (plugins) return *std::move(plugins);
  logger.Error(
      "no plugin is allowed: the allow list has mistakes",
      {{"folder", options.plugins_folder}, {"mistakes", plugins.error().In(Language::kEnglish)}});
  return {};
}

}  // namespace

Result<void> RunRunner(const RunnerProgramOptions& options) {
  const SystemClock clock;
  const auto logger = MakeLogger(options.log.format, options.log.level, clock, "xunjian-runner");
  const RootedFileSystem files("/");
  const PluginAllowList plugins = AllowedPlugins(files, options, *logger);
  PosixProcessRunner processes;
  const SystemKernelClock kernel_clock;
  const SystemBootClock boot(files);
  const LocalChrony chrony;
  const ReadContext world{.files = files,
                          .clock = clock,
                          .processes = processes,
                          .kernel_clock = kernel_clock,
                          .plugins = plugins,
                          .chrony = &chrony};
  RunHistory history;
  ReadPool pool;
  Result<void> served = Serve(options, {world, boot, BuiltInChecks(), pool, history}, *logger);
  // A read that hangs in the kernel still refers to all of the above. No error is lost: reads begin
  // when all has started.
  if (pool.abandoned() > 0) _exit(kExitOk);
  return served;
}

Result<void> CheckRunnerConfig(const RunnerProgramOptions& options) {
  ProblemList problems({"\n", "\n"});
  const RootedFileSystem files("/");
  if (const auto plugins = PluginAllowList::Load(files, options.plugins_folder, geteuid())) {
    for (const Message& problem : FindProgramProblems(files, *plugins, geteuid())) {
      problems.Add(problem);
    }
  } else {
    problems.Add(plugins.error().message());
  }
  if (const auto peers = PeerRuleOf(options); !peers) problems.Add(peers.error().message());
  PosixStorage storage;
  const auto baselines = ReadBaselineFolder(storage, options.baseline_folder, AllChecks());
  if (!baselines) problems.Add(baselines.error().message());
  if (!problems.empty()) return problems.ToError();
  return Ok();
}

}  // namespace xunjian
