#pragma once

#include "command_line/command_tree.h"

namespace xunjian {

// init, run, replay and channel test.
void AddCollectorCommands(CommandTree& tree, Language language);

}  // namespace xunjian
