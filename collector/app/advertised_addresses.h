#pragma once

#include "collector/app/bound_ports.h"
#include "collector/app/collector_config.h"
#include "collector/query/operator_desk.h"

namespace xunjian {

// Where agents and operators dial, which tokens and credentials tell them: the configured name, or
// this machine's when the collector listens on all of its addresses.
AdvertisedAddresses AddressesOf(const CollectorConfig& config, const BoundPorts& ports);

}  // namespace xunjian
