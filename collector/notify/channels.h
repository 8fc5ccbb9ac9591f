#pragma once

#include <vector>

#include "collector/notify/channel_plan.h"

namespace xunjian {

// Every [[channel]] of the collector's configuration, and "log", which is always there. What is
// wrong is noted in the file.
std::vector<ChannelPlan> ReadChannels(TomlTable& root, const FileReader& read);

// "log" alone: what a collector has without configuration.
std::vector<ChannelPlan> UsualChannels();

}  // namespace xunjian
