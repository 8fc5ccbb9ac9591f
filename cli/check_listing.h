#pragma once

#include <span>

#include "checks/api/check_type.h"
#include "cli/listing.h"

namespace xunjian {

// "xunjian.checks/1": a short table, the whole entry in JSON.
Listing CheckListing(std::span<const CheckType* const> checks, Language language);

}  // namespace xunjian
