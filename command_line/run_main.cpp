#include "command_line/run_main.h"

#include <exception>
#include <iostream>
#include <vector>

#include "command_line/exit_code.h"
#include "command_line/language_choice.h"

namespace xunjian {

int RunCommandLine(std::span<const std::string> arguments, const Speech& speech,
                   const ProgramInfo& program, const AddCommands& add) {
  const Result<Language> language = ChooseLanguage(arguments, speech.language);
  if (!language) {
    speech.err << program.name << ": " << language.error().In(speech.language) << '\n';
    return kExitUsage;
  }
  try {
    CommandTree tree(program, *language);
    add(tree, *language);
    const int code = tree.Run(arguments, speech.out, speech.err);
    // A full disk behind a redirect.
    return speech.out.flush() || code != kExitOk ? code : kExitFailed;
  } catch (const std::exception& bug) {
    speech.err << program.name << ": " << bug.what() << '\n';
    return kExitFailed;
  }
}

int RunMain(int argc, char** argv, const ProgramInfo& program, const AddCommands& add) {
  return RunCommandLine(std::vector<std::string>(argv + 1, argv + argc),
                        {std::cout, std::cerr, LanguageOfEnvironment()}, program, add);
}

}  // namespace xunjian
