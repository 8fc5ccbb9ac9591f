#include "cli/program.h"

#include <ostream>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/language_choice.h"

namespace xunjian {

int RunProgram(std::span<const std::string> arguments, Surroundings& surroundings) {
  Console& console = surroundings.console;
  const Result<Language> language = ChooseLanguage(arguments, console.language);
  if (!language) {
    console.err << "xunjian: " << language.error().In(console.language) << '\n';
    return kExitUsage;
  }
  console.language = *language;

  CommandTree tree(console.language, surroundings.version);
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
  return tree.Run(arguments, surroundings);
}

}  // namespace xunjian
