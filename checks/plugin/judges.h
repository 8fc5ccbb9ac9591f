#pragma once

#include <span>

#include "checks/api/check_type.h"

namespace xunjian {

extern const CheckType kPluginNagios;

std::span<const CheckType* const> PluginChecks();

}  // namespace xunjian
