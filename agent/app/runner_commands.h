#pragma once

#include "command_line/command_tree.h"

namespace xunjian {

// run, --check-config and --list-checks.
void AddRunnerCommands(CommandTree& tree, Language language);

}  // namespace xunjian
