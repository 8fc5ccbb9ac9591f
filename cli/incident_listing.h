#pragma once

#include <string>

#include "cli/listing.h"
#include "cli/surroundings.h"

namespace xunjian {

Listing IncidentListing(const std::vector<IncidentRow>& incidents, Language language);

// One incident: its facts, members with the sequence numbers that prove trouble and repair,
// timeline. JSON "xunjian.incident/1" holds all; CSV, which has room for one list, the members.
std::string RenderIncident(const IncidentDetail& detail, ListingFormat format,
                           const Surroundings& surroundings);

}  // namespace xunjian
