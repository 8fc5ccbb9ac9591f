#include "agent/app/agent_commands.h"
#include "base/version.h"
#include "command_line/run_main.h"
#include "proto/convert/protobuf_log.h"

int main(int argc, char** argv) {
  xunjian::SilenceProtobufLog();
  const xunjian::ProgramInfo program = {
      "xunjian-agent",
      std::string(xunjian::kProgramVersion),
      {{"Xunjian agent: checks this host and reports to its collector",
        "巡检代理：检查本机并向采集器上报"},
       {{"xunjian-agent enroll --dir D TOKEN", {"get an identity, once", "登记本机，仅一次"}},
        {"xunjian-agent run --dir D", {"run until stopped", "运行直到停止"}}}}};
  return xunjian::RunMain(argc, argv, program, xunjian::AddAgentCommands);
}
