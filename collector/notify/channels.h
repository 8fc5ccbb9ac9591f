#pragma once

#include <memory>
#include <vector>

#include "base/log.h"
#include "collector/notify/channel.h"

namespace xunjian {

// Every channel there is; a new one adds its line in channels.cpp. The logger outlives them.
std::vector<std::unique_ptr<Channel>> MakeChannels(Logger& logger);

}  // namespace xunjian
