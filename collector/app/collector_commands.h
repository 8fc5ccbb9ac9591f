#pragma once

#include "command_line/command_tree.h"

namespace xunjian {

// init and run.
void AddCollectorCommands(CommandTree& tree, Language language);

}  // namespace xunjian
