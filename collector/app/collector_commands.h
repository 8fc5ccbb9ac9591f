#pragma once

#include "command_line/command_tree.h"

namespace xunjian {

// init, run and replay.
void AddCollectorCommands(CommandTree& tree, Language language);

}  // namespace xunjian
