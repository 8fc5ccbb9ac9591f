#pragma once

#include <string>

namespace xunjian {

// Milliseconds that 99 of 100 synced appends of a page take, as the journal makes them; asked every
// 20 ms for two seconds.
double FsyncP99(const std::string& folder);

}  // namespace xunjian
