#include <CLI/CLI.hpp>

#include "agent/app/exit_code.h"
#include "agent/app/log_option.h"
#include "agent/app/runner_program.h"
#include "base/text.h"

int main(int argc, char** argv) {
  using xunjian::Text;
  const xunjian::Language language = xunjian::LanguageOfEnvironment();
  const auto say = [language](Text text) { return std::string(text.In(language)); };

  xunjian::RunnerProgramOptions options;
  CLI::App app(say({"Runs the checks of a Xunjian agent: no key, no network identity",
                    "执行巡检代理的检查：无密钥、无网络身份"}));
  app.set_version_flag("--version", "xunjian-runner " XUNJIAN_VERSION);
  bool check_config = false;
  bool list_checks = false;
  app.add_flag(
      "--check-config", check_config,
      say({"check the allow list and the baseline, then end", "检查插件清单和基线后退出"}));
  app.add_flag("--list-checks", list_checks,
               say({"print the ids of all checks", "列出全部检查项"}));
  app.add_option("--plugins", options.plugins_folder,
                 say({"folder of the plugin allow list", "插件允许清单目录"}));
  app.add_option("--baseline", options.baseline_folder,
                 say({"folder of the values approved on this host", "本机核准值（基线）目录"}));

  CLI::App* run = app.add_subcommand("run", say({"serve an agent", "为代理服务"}));
  run->fallthrough();
  run->add_option("--socket", options.socket, say({"unix socket", "套接字路径"}))->required();
  run->add_option("--state", options.state_folder, say({"state folder", "状态目录"}))->required();
  run->add_option("--allow-user", options.users, say({"user that may connect", "允许连接的用户"}));
  run->add_option("--allow-group", options.groups, say({"group that may connect", "允许连接的组"}));
  xunjian::AddLogOptions(*run, options.log_format, options.log_level);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& problem) {
    return app.exit(problem) == 0 ? xunjian::kExitOk : xunjian::kExitUsage;
  }

  if (list_checks) return xunjian::ListChecks();
  if (check_config) return xunjian::CheckRunnerConfig(options);
  if (run->parsed()) return xunjian::RunRunnerProgram(options);
  std::cerr << app.help();
  return xunjian::kExitUsage;
}
