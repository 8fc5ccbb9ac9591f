#pragma once

#include "inspection/text/terminal_style.h"

namespace xunjian {

// Colours and width of stdout: colours only on a terminal that knows them, and never with NO_COLOR.
TerminalStyle StyleOfStdout();

bool StdinIsTerminal();
bool StderrIsTerminal();

}  // namespace xunjian
