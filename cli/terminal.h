#pragma once

#include "base/time.h"
#include "inspection/text/terminal_style.h"

namespace xunjian {

// Colours and width of stdout: colours only on a terminal that knows them, and never with NO_COLOR.
TerminalStyle StyleOfStdout();

// Sleeps. Ctrl-C from the first call on ends the process at once, with 130.
void SleepUntilInterrupted(Duration time);

bool StdinIsTerminal();
bool StderrIsTerminal();

}  // namespace xunjian
