#pragma once

#include "checks/api/window.h"

namespace xunjian {

// Whether what counters counted since boot is news: the boot is within the window's span, or newer
// than the last run.
bool BeginsWithBoot(const Window& window);

// The window with a first sample at the boot itself, where every item's `counter` was 0 and had no
// other metric; samples of earlier boots are left out.
Window FromBoot(const Window& window, std::string_view counter);

}  // namespace xunjian
