#include "agent/app/runner_commands.h"

#include <iostream>

#include "agent/app/runner_program.h"
#include "checks/catalogue/catalogue.h"
#include "command_line/exit_code.h"

namespace xunjian {
namespace {

struct Options {
  RunnerProgramOptions runner;
  LogOptions log;
};

Result<int> Run(Options options) {
  const auto log = ParseLogOptions(options.log);
  if (!log) return log.error();
  options.runner.log = *log;
  if (const auto ended = RunRunner(options.runner); !ended) return ended.error();
  return kExitOk;
}

Result<int> CheckConfig(const RunnerProgramOptions& options, Language language) {
  if (const auto good = CheckRunnerConfig(options); !good) return good.error();
  std::cerr << Text{"the configuration is good", "配置无误"}.In(language) << '\n';
  return kExitOk;
}

Result<int> ListChecks() {
  for (const CheckType* check : AllChecks()) std::cout << check->id << '\n';
  return kExitOk;
}

void AddRun(CommandTree& tree, const std::shared_ptr<Options>& options) {
  RunnerProgramOptions& runner = options->runner;
  CommandBuilder command = tree.Add(
      "run",
      {{"serve an agent until stopped", "为代理服务，直到停止"},
       {{"xunjian-runner run --socket /run/xunjian/runner.sock --state /var/lib/xunjian-runner "
         "--allow-group xunjian",
         {"for the agent of another user", "为另一用户的代理服务"}}}},
      [options] { return Run(*options); });
  command.Required("--socket", "PATH", runner.socket, {"unix socket", "套接字路径"})
      .Required("--state", "DIR", runner.state_folder, {"state folder", "状态目录"})
      .Repeated("--allow-user", "USER", runner.users,
                {"user that may connect; may be repeated", "允许连接的用户，可重复给出"})
      .Repeated("--allow-group", "GROUP", runner.groups,
                {"group that may connect; may be repeated", "允许连接的组，可重复给出"});
  AddLogOptions(command, options->log);
}

}  // namespace

void AddRunnerCommands(CommandTree& tree, Language language) {
  auto options = std::make_shared<Options>();
  tree.Globals()
      .Option("--plugins", "DIR", options->runner.plugins_folder,
              {"folder of the plugin allow list", "插件允许清单目录"})
      .Option("--baseline", "DIR", options->runner.baseline_folder,
              {"folder of the values approved on this host", "本机核准值（基线）目录"});
  tree.AddQuestion("--check-config", {"check what run would read, then end", "检查配置后退出"},
                   [options, language] { return CheckConfig(options->runner, language); });
  tree.AddQuestion("--list-checks", {"print the ids of all checks", "列出全部检查项"}, ListChecks);
  AddRun(tree, options);
}

}  // namespace xunjian
