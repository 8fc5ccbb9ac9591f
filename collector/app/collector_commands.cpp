#include "collector/app/collector_commands.h"

#include <iostream>

#include "collector/app/channel_command.h"
#include "collector/app/initialise.h"
#include "collector/app/replay_command.h"
#include "collector/app/run_collector.h"
#include "command_line/exit_code.h"
#include "command_line/log_options.h"

namespace xunjian {
namespace {

struct InitOptions {
  std::string folder;
  std::string site = "headquarters";
};

struct RunOptions {
  RunCollectorOptions run;
  LogOptions log;
  bool check_config = false;
};

Result<int> Init(const InitOptions& options, Language language) {
  const SystemClock clock;
  PosixStorage storage;
  const auto fingerprint = InitialiseCollector(storage, clock, options.folder, options.site);
  if (!fingerprint) return fingerprint.error();
  std::cerr
      << Format({"collector made in {0}; its CA is {1}\nstart it: xunjian-collector run --dir {0}",
                 "采集器已创建于 {0}；其 CA 指纹为 {1}\n启动：xunjian-collector run --dir {0}"},
                options.folder, *fingerprint)
             .In(language)
      << '\n';
  return kExitOk;
}

Result<int> Run(RunOptions options, Language language) {
  const auto log = ParseLogOptions(options.log);
  if (!log) return log.error();
  options.run.log = *log;
  if (options.check_config) {
    if (auto good = CheckCollectorConfig(options.run); !good) return good.error();
    std::cerr << Text{"the configuration is good", "配置无误"}.In(language) << '\n';
    return kExitOk;
  }
  if (auto ended = RunCollector(options.run); !ended) return ended.error();
  return kExitOk;
}

void AddInit(CommandTree& tree, Language language) {
  auto options = std::make_shared<InitOptions>();
  tree.Add("init",
           {{"make a collector's folder: configuration, CA, database",
             "创建采集器目录：配置、CA、数据库"},
            {{"xunjian-collector init --dir /var/lib/xunjian-collector --site hunan",
              {"for a province", "省级单位"}}}},
           [options, language] { return Init(*options, language); })
      .Required("--dir", "DIR", options->folder, {"the folder to make", "要创建的目录"})
      .Option("--site", "NAME", options->site, {"the site that owns the hosts", "主机所属单位"});
}

void AddRun(CommandTree& tree, Language language) {
  auto options = std::make_shared<RunOptions>();
  CommandBuilder command =
      tree.Add("run",
               {{"run until stopped", "运行直到停止"},
                {{"xunjian-collector run --dir D", {"as its configuration says", "按配置运行"}},
                 {"xunjian-collector run --dir D --check-config",
                  {"every mistake in the configuration at once", "一次列出配置中的全部错误"}}}},
               [options, language] { return Run(*options, language); });
  command.Required("--dir", "DIR", options->run.folder, {"the collector's folder", "采集器目录"})
      .Option("--listen", "HOST:PORT", options->run.listen,
              {"where agents connect", "代理连接的地址"})
      .Option("--enroll-listen", "HOST:PORT", options->run.enroll_listen,
              {"where new agents enrol", "新代理登记的地址"})
      .Option("--operator-listen", "HOST:PORT", options->run.operator_listen,
              {"where operators on other machines connect", "远程操作员连接的地址"})
      .Option("--http-listen", "HOST:PORT", options->run.http_listen,
              {"where this machine's monitoring reads figures, on loopback",
               "本机监控读取运行指标的回环地址"})
      .Flag("--check-config", options->check_config, {"check it, then end", "检查配置后退出"});
  AddLogOptions(command, options->log);
}

}  // namespace

void AddCollectorCommands(CommandTree& tree, Language language) {
  AddInit(tree, language);
  AddRun(tree, language);
  AddReplay(tree, language);
  AddChannel(tree, language);
}

}  // namespace xunjian
