#pragma once

#include <span>

#include "checks/engine/read_context.h"

namespace xunjian {

Reading ReadOsStateTimeSync(const ReadContext& context, const Parameters& parameters);
Reading ReadOsVersionKernelRunning(const ReadContext& context, const Parameters& parameters);
Reading ReadOsConfigSysctl(const ReadContext& context, const Parameters& parameters);

std::span<const CheckRead> OsReads();

}  // namespace xunjian
