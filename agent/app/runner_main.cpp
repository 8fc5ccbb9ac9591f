#include "agent/app/runner_commands.h"
#include "base/version.h"
#include "command_line/run_main.h"
#include "proto/convert/protobuf_log.h"

int main(int argc, char** argv) {
  xunjian::SilenceProtobufLog();
  const xunjian::ProgramInfo program = {
      "xunjian-runner",
      std::string(xunjian::kProgramVersion),
      {{"Xunjian runner: runs the checks of an agent, without key or network identity",
        "巡检执行器：执行代理的检查，无密钥、无网络身份"},
       {{"xunjian-runner run --socket S --state D", {"serve an agent", "为代理服务"}},
        {"xunjian-runner --check-config --plugins D",
         {"check the allow list and the baseline", "检查插件清单和基线"}}}}};
  return xunjian::RunMain(argc, argv, program, xunjian::AddRunnerCommands);
}
