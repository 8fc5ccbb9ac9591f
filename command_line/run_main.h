#pragma once

#include <functional>
#include <iosfwd>
#include <span>
#include <string>

#include "command_line/command_tree.h"

namespace xunjian {

// Where a program talks to people.
struct Speech {
  std::ostream& out;  // what was asked for
  std::ostream& err;  // messages
  Language language;  // unless --lang says another
};

// Adds the commands of a program, in the language chosen.
using AddCommands = std::function<void(CommandTree&, Language)>;

// A whole program after argv[0]: chooses the language, lets `add` add the commands, and runs: the
// exit code. Arguments that are not UTF-8 are usage. Exceptions, bugs of ours all, end in a message
// and kExitFailed; so does output that cannot be written.
int RunCommandLine(std::span<const std::string> arguments, const Speech& speech,
                   const ProgramInfo& program, const AddCommands& add);

// The same for main(): stdout, stderr and the language of the locale.
int RunMain(int argc, char** argv, const ProgramInfo& program, const AddCommands& add);

}  // namespace xunjian
