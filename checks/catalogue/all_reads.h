#pragma once

#include <string_view>

#include "checks/engine/read_context.h"

namespace xunjian {

// How the check reads; null when this program has no such check.
ReadFunction FindRead(std::string_view id);

}  // namespace xunjian
