#pragma once

#include <string>

#include "collector/notify/channel.h"

namespace xunjian {

// Incident 7 on web1: the probe fails, and load joined it; opened at 09:00:00.
Notification SampleNews(std::string_view kind);

// The same when all passed again at 09:12:00, after Li took it.
Notification SampleClosing();

inline const Timestamp kNine = *ParseRfc3339("2026-12-01T09:00:00Z");

}  // namespace xunjian
