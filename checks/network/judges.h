#pragma once

#include <span>

#include "checks/api/check_type.h"

namespace xunjian {

extern const CheckType kNetStateLink;
extern const CheckType kNetStateTcpProbe;
extern const CheckType kNetStateTlsExpiry;

std::span<const CheckType* const> NetworkChecks();

}  // namespace xunjian
