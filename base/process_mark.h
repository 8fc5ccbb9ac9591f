#pragma once

#include <string>

namespace xunjian {

// Private to base_system: the second net, for a run whose keeper was itself killed. Sends SIGKILL
// to every process whose environment holds `mark` ("XUNJIAN_RUN=…").
void KillMarked(const std::string& mark);

}  // namespace xunjian
