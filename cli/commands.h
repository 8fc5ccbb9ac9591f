#pragma once

#include "cli/command_tree.h"

namespace xunjian {

// Every command of the program adds itself; one file each.
void AddInspectCommand(CommandTree& tree);
void AddCheckCommands(CommandTree& tree);
void AddHostCommands(CommandTree& tree);
void AddReportCommands(CommandTree& tree);
void AddResultCommands(CommandTree& tree);
void AddStateCommands(CommandTree& tree);
void AddIncidentCommands(CommandTree& tree);
void AddTokenCommands(CommandTree& tree);
void AddOperatorCommands(CommandTree& tree);
void AddPolicyCommands(CommandTree& tree);

}  // namespace xunjian
