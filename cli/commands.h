#pragma once

#include "cli/context_tree.h"

namespace xunjian {

// Every command of the program adds itself; one file each.
void AddInspectCommand(ContextTree& tree);
void AddCheckCommands(ContextTree& tree);
void AddHostCommands(ContextTree& tree);
void AddReportCommands(ContextTree& tree);
void AddResultCommands(ContextTree& tree);
void AddResultListCommand(ContextTree& tree);
void AddResultHistoryCommand(ContextTree& tree);
void AddStateCommands(ContextTree& tree);
void AddIncidentCommands(ContextTree& tree);
void AddTokenCommands(ContextTree& tree);
void AddOperatorCommands(ContextTree& tree);
void AddPolicyCommands(ContextTree& tree);
void AddCollectorStatusCommand(ContextTree& tree);

}  // namespace xunjian
