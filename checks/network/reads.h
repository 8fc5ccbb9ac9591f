#pragma once

#include <span>

#include "checks/engine/read_context.h"

namespace xunjian {

Reading ReadNetStateLink(const ReadContext& context, const Parameters& parameters);
Reading ReadNetStateTcpProbe(const ReadContext& context, const Parameters& parameters);
Reading ReadNetStateTlsExpiry(const ReadContext& context, const Parameters& parameters);

std::span<const CheckRead> NetworkReads();

}  // namespace xunjian
