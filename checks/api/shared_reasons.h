#pragma once

#include <span>

#include "checks/api/check_type.h"

namespace xunjian {

// The text of every code of reasons.h.
std::span<const ReasonText> SharedReasons();

}  // namespace xunjian
