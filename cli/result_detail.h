#pragma once

#include <string>

#include "cli/listing.h"
#include "cli/surroundings.h"

namespace xunjian {

// One result whole: whose it is, its items with their reasons, metrics and attributes. JSON
// "xunjian.result/1" has every reason in both languages; CSV, which has room for one list, the
// items.
std::string RenderResult(const StoredResult& stored, ListingFormat format,
                         const Surroundings& surroundings);

}  // namespace xunjian
