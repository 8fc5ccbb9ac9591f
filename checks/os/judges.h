#pragma once

#include <span>

#include "checks/api/check_type.h"

namespace xunjian {

extern const CheckType kOsStateTimeSync;
extern const CheckType kOsVersionKernelRunning;
extern const CheckType kOsConfigSysctl;

std::span<const CheckType* const> OsChecks();

}  // namespace xunjian
