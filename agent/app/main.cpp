#include <CLI/CLI.hpp>

#include "agent/app/agent_program.h"
#include "agent/app/exit_code.h"
#include "base/text.h"

int main(int argc, char** argv) {
  using xunjian::Text;
  const xunjian::Language language = xunjian::LanguageOfEnvironment();
  const auto say = [language](Text text) { return std::string(text.In(language)); };

  CLI::App app(say({"Xunjian agent: checks this host and reports to its collector",
                    "巡检代理：检查本机并向采集器上报"}));
  app.set_version_flag("--version", "xunjian-agent " XUNJIAN_VERSION);
  app.require_subcommand(1);

  xunjian::EnrollOptions enrolment{.host_name = xunjian::OwnHostName()};
  CLI::App* enroll = app.add_subcommand(
      "enroll", say({"get an identity with a one-time token", "用一次性令牌登记本机"}));
  enroll->add_option("--dir", enrolment.folder, say({"the agent's folder", "代理目录"}))
      ->required();
  enroll->add_option("--host", enrolment.host_name, say({"name of this host", "本机名称"}));
  enroll->add_flag("--force", enrolment.force, say({"replace an identity", "替换已有身份"}));
  enroll
      ->add_option("token", enrolment.token,
                   say({"from 'xunjian token create'", "由 xunjian token create 生成"}))
      ->required();

  std::string folder;
  std::string config = "/etc/xunjian/agent.toml";
  bool check_config = false;
  CLI::App* run = app.add_subcommand("run", say({"run until stopped", "运行直到停止"}));
  CLI::Option* dir = run->add_option(
      "--dir", folder, say({"agent and runner of one folder", "运行该目录的代理与执行器"}));
  run->add_option("--config", config, say({"the agent alone", "只运行代理"}))->excludes(dir);
  run->add_flag("--check-config", check_config, say({"check it, then end", "检查配置后退出"}));

  CLI::App* child = app.add_subcommand("run-child", "")->group("");
  child->add_option("--config", config)->required();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& problem) {
    return app.exit(problem) == 0 ? xunjian::kExitOk : xunjian::kExitUsage;
  }

  if (enroll->parsed()) return xunjian::EnrollCommand(enrolment);
  if (check_config) {
    return xunjian::CheckConfigCommand(folder.empty() ? config : folder + "/agent.toml");
  }
  if (child->parsed() || folder.empty()) return xunjian::RunAgentCommand(config);
  const auto own_program = xunjian::OwnProgram();
  if (!own_program) return xunjian::Fail(own_program.error());
  return xunjian::RunFolderCommand(folder, *own_program);
}
