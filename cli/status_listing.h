#pragma once

#include <string>

#include "cli/listing.h"
#include "cli/surroundings.h"

namespace xunjian {

// How a collector is doing: a verdict and a grouped table for people, JSON
// "xunjian.collector_status/1", or the same as CSV, a line each: name, value.
std::string RenderStatus(const CollectorStatus& status, ListingFormat format,
                         const Surroundings& surroundings);

// The parts of it.
std::string StatusText(const CollectorStatus& status, const Console& console);
std::string StatusJson(const CollectorStatus& status, Language language);
std::string StatusCsv(const CollectorStatus& status, Language language);

// What people call a reason for refusing something, or for a gap; one that is not known stands for
// itself.
std::string ReasonLabel(const std::string& reason, Language language);

}  // namespace xunjian
