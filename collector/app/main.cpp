#include "collector/app/collector_commands.h"
#include "command_line/command_tree.h"

int main(int argc, char** argv) {
  const xunjian::ProgramInfo program = {
      "xunjian-collector",
      XUNJIAN_VERSION,
      {{"Xunjian collector: takes results, keeps states, follows incidents",
        "巡检采集器:接收结果、保存状态、跟踪事件"},
       {{"xunjian-collector init --dir D --site hunan",
         {"make a collector's folder, once", "创建采集器目录,仅一次"}},
        {"xunjian-collector run --dir D", {"run until stopped", "运行直到停止"}}}}};
  return xunjian::RunMain(argc, argv, program, xunjian::AddCollectorCommands);
}
