#pragma once

#include "command_line/command_tree.h"

namespace xunjian {

// replay: decides once more what is stored.
void AddReplay(CommandTree& tree, Language language);

}  // namespace xunjian
