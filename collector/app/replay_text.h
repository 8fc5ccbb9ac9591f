#pragma once

#include <string>

#include "collector/replay/replay.h"

namespace xunjian {

// For people: what was replayed, and "the same" or the first differences.
std::string ReplayText(const ReplayReport& report, Language language);

// "xunjian.replay/1".
std::string ReplayJson(const ReplayReport& report);

}  // namespace xunjian
