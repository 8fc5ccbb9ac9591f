#pragma once

#include "command_line/command_tree.h"

namespace xunjian {

// channel test: one made-up message through one channel, without a collector that runs.
void AddChannel(CommandTree& tree, Language language);

}  // namespace xunjian
