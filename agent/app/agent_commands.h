#pragma once

#include "command_line/command_tree.h"

namespace xunjian {

// enroll and run, and the hidden command of run's own child.
void AddAgentCommands(CommandTree& tree, Language language);

}  // namespace xunjian
