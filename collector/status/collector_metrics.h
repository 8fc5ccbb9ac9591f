#pragma once

#include <string>

#include "proto/words/collector_status.h"

namespace xunjian {

// The status as a page of Prometheus text; every name begins with xunjian_collector_. Pure.
std::string CollectorMetrics(const CollectorStatus& status);

}  // namespace xunjian
