#include "cli/program.h"

#include "cli/commands.h"
#include "command_line/run_main.h"

namespace xunjian {
namespace {

void AddAll(ContextTree& tree) {
  AddInspectCommand(tree);
  AddCheckCommands(tree);
  AddHostCommands(tree);
  AddReportCommands(tree);
  AddResultCommands(tree);
  AddStateCommands(tree);
  AddIncidentCommands(tree);
  AddTokenCommands(tree);
  AddOperatorCommands(tree);
  AddPolicyCommands(tree);
  AddCollectorStatusCommand(tree);
}

ProgramInfo Program(const std::string& version) {
  return {"xunjian",
          version,
          {{"Xunjian: inspect hosts, follow every trouble until it is solved",
            "巡检：检查主机健康，跟踪每个问题直到解决"},
           {{"xunjian inspect", {"a scored report of this host", "本机巡检报告"}},
            {"xunjian --dir D incident list --open", {"what is broken now", "当前未解决的事件"}},
            {"xunjian check show host.perf.fs_space",
             {"what a check does and why", "查看一个检查项的说明"}}}}};
}

}  // namespace

int RunProgram(std::span<const std::string> arguments, Surroundings& surroundings) {
  Console& console = surroundings.console;
  GlobalOptions options;
  CommandContext context(surroundings, options);
  return RunCommandLine(arguments, {console.out, console.err, console.language},
                        Program(surroundings.version),
                        [&](CommandTree& commands, Language language) {
                          console.language = language;
                          ContextTree tree(commands, context, options);
                          AddAll(tree);
                        });
}

}  // namespace xunjian
