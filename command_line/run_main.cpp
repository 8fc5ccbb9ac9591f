#include "command_line/run_main.h"

#include <exception>
#include <iostream>
#include <vector>

#include "base/utf8.h"
#include "command_line/exit_code.h"
#include "command_line/language_choice.h"
#include "command_line/standard_streams.h"

namespace xunjian {
namespace {

constexpr std::size_t kMostShown = 100;  // bytes of an argument

Result<void> RequireUtf8(std::span<const std::string> arguments) {
  for (const std::string& argument : arguments) {
    if (IsValidUtf8(argument)) continue;
    return MakeError(ErrorCode::kInvalidArgument,
                     {"the argument '{}' is not valid UTF-8", "参数 '{}' 不是有效的 UTF-8"},
                     CleanLine(argument, kMostShown));
  }
  return Ok();
}

// The exit code, once what was asked for has been written.
int Deliver(int code, const Speech& speech, const ProgramInfo& program, Language language) {
  if (speech.out.flush()) return code;
  constexpr Text kLost = {"standard output cannot be written (disk full, or closed?)",
                          "无法写入标准输出（磁盘已满，或已关闭？）"};
  speech.err << program.name << ": " << kLost.In(language) << '\n';
  return code == kExitOk ? kExitFailed : code;
}

}  // namespace

int RunCommandLine(std::span<const std::string> arguments, const Speech& speech,
                   const ProgramInfo& program, const AddCommands& add) {
  const Result<Language> language = ChooseLanguage(arguments, speech.language);
  if (!language) {
    speech.err << program.name << ": " << language.error().In(speech.language) << '\n';
    return kExitUsage;
  }
  if (const auto readable = RequireUtf8(arguments); !readable) {
    speech.err << program.name << ": " << readable.error().In(*language) << '\n';
    return kExitUsage;
  }
  try {
    CommandTree tree(program, *language);
    add(tree, *language);
    return Deliver(tree.Run(arguments, speech.out, speech.err), speech, program, *language);
  } catch (const std::exception& bug) {
    speech.err << program.name << ": " << bug.what() << '\n';
    return kExitFailed;
  }
}

int RunMain(int argc, char** argv, const ProgramInfo& program, const AddCommands& add) {
  OccupyClosedStreams();
  return RunCommandLine(std::vector<std::string>(argv + 1, argv + argc),
                        {std::cout, std::cerr, LanguageOfEnvironment()}, program, add);
}

}  // namespace xunjian
