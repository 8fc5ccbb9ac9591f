#include "agent/app/agent_commands.h"

#include <iostream>

#include "agent/app/agent_program.h"
#include "agent/app/enroll.h"
#include "command_line/exit_code.h"

namespace xunjian {
namespace {

constexpr std::string_view kPackagedConfig = "/etc/xunjian/agent.toml";

struct RunOptions {
  std::string folder;
  std::string config;
  bool check_config = false;
};

Result<int> EnrollHost(const EnrollOptions& options, Language language) {
  PosixStorage storage;
  const auto identity = Enroll(options, storage, NetworkDoors());
  if (!identity) return identity.error();
  std::cerr << Format({"enrolled as {} of site {}; start with: xunjian-agent run --dir {}",
                       "已登记为主机 {}（单位 {}）；启动命令：xunjian-agent run --dir {}"},
                      identity->name, identity->site, options.folder)
                   .In(language)
            << '\n';
  return kExitOk;
}

Result<int> CheckConfig(const std::string& path, Language language) {
  if (const auto config = ReadAgentConfig(path); !config) return config.error();
  std::cerr << Text{"the configuration is good", "配置无误"}.In(language) << '\n';
  return kExitOk;
}

Result<void> RunUntilStopped(const RunOptions& options, Language language) {
  if (options.folder.empty()) {
    return RunAgent(options.config.empty() ? std::string(kPackagedConfig) : options.config);
  }
  const auto own_program = OwnProgram();
  if (!own_program) return own_program.error();
  return RunFolder(options.folder, *own_program, language);
}

Result<int> Run(RunOptions options, Language language) {
  if (!options.folder.empty() && !options.config.empty()) {
    return MakeError(
        ErrorCode::kInvalidArgument,
        {"--dir starts agent and runner, --config the agent alone; give one of the two",
         "--dir 启动代理与执行器，--config 只启动代理，只能给出其一"});
  }
  if (options.check_config) {
    if (!options.folder.empty()) return CheckConfig(options.folder + "/agent.toml", language);
    return CheckConfig(options.config.empty() ? std::string(kPackagedConfig) : options.config,
                       language);
  }
  if (const auto ended = RunUntilStopped(options, language); !ended) return ended.error();
  return kExitOk;
}

void AddEnroll(CommandTree& tree, Language language) {
  auto options = std::make_shared<EnrollOptions>();
  options->host_name = OwnHostName();
  tree.Add("enroll",
           {{"get an identity with a one-time token", "用一次性令牌登记本机"},
            {{"xunjian-agent enroll --dir /var/lib/xunjian-agent TOKEN",
              {"TOKEN is what 'xunjian token create --host NAME' printed",
               "TOKEN 由 'xunjian token create --host 主机名' 生成"}}}},
           [options, language] { return EnrollHost(*options, language); })
      .Required("--dir", "DIR", options->folder, {"the agent's folder", "代理目录"})
      .Option("--host", "NAME", options->host_name, {"name of this host", "本机名称"})
      .Flag("--force", options->force, {"replace an identity", "替换已有身份"})
      .Argument("TOKEN", options->token,
                {"from 'xunjian token create'", "由 'xunjian token create' 生成"});
}

void AddRun(CommandTree& tree, Language language) {
  auto options = std::make_shared<RunOptions>();
  tree.Add("run",
           {{"run until stopped", "运行直到停止"},
            {{"xunjian-agent run --dir D",
              {"agent and runner of one folder", "运行该目录的代理与执行器"}},
             {"xunjian-agent run --config /etc/xunjian/agent.toml",
              {"the agent alone, beside a xunjian-runner of its own service",
               "只运行代理，执行器由其服务单独运行"}},
             {"xunjian-agent run --dir D --check-config",
              {"every mistake in the configuration at once", "一次列出配置中的全部错误"}}}},
           [options, language] { return Run(*options, language); })
      .Option("--dir", "DIR", options->folder,
              {"agent and runner of one folder", "运行该目录的代理与执行器"})
      .Option("--config", "FILE", options->config,
              {"the agent alone; /etc/xunjian/agent.toml without --dir",
               "只运行代理；未给出 --dir 时为 /etc/xunjian/agent.toml"})
      .Flag("--check-config", options->check_config, {"check it, then end", "检查配置后退出"});
}

// What the supervisor of `run --dir` starts.
void AddRunChild(CommandTree& tree) {
  auto config = std::make_shared<std::string>();
  tree.AddHidden("run-child",
                 [config]() -> Result<int> {
                   if (const auto ended = RunAgent(*config); !ended) return ended.error();
                   return kExitOk;
                 })
      .Required("--config", "FILE", *config, {"its configuration", "配置文件"});
}

}  // namespace

void AddAgentCommands(CommandTree& tree, Language language) {
  AddEnroll(tree, language);
  AddRun(tree, language);
  AddRunChild(tree);
}

}  // namespace xunjian
