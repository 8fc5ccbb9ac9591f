#pragma once

#include "base/log.h"

namespace CLI {
class App;
}

namespace xunjian {

// --log-format and --log-level of a daemon.
void AddLogOptions(CLI::App& command, LogFormat& format, LogLevel& level);

}  // namespace xunjian
