#pragma once

#include <span>

#include "checks/engine/read_context.h"

namespace xunjian {

Reading ReadPluginNagios(const ReadContext& context, const Parameters& parameters);

std::span<const CheckRead> PluginReads();

}  // namespace xunjian
