#pragma once

#include "cli/listing.h"
#include "cli/surroundings.h"

namespace xunjian {

// "xunjian.states/1"; `host` and `state list` print it.
Listing StateListing(const std::vector<StateRow>& states, const Surroundings& surroundings);

}  // namespace xunjian
