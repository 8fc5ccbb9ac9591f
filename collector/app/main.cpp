#include "base/version.h"
#include "collector/app/collector_commands.h"
#include "command_line/run_main.h"
#include "proto/convert/protobuf_log.h"

int main(int argc, char** argv) {
  xunjian::SilenceProtobufLog();
  const xunjian::ProgramInfo program = {
      "xunjian-collector",
      std::string(xunjian::kProgramVersion),
      {{"Xunjian collector: takes results, keeps states, follows incidents",
        "巡检采集器：接收结果、保存状态、跟踪事件"},
       {{"xunjian-collector init --dir D --site hunan",
         {"make a collector's folder, once", "创建采集器目录，仅一次"}},
        {"xunjian-collector run --dir D", {"run until stopped", "运行直到停止"}}}}};
  return xunjian::RunMain(argc, argv, program, xunjian::AddCollectorCommands);
}
