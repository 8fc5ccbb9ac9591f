#include "agent/runner/check_lookup.h"

#include "checks/catalogue/all_reads.h"
#include "checks/catalogue/catalogue.h"

namespace xunjian {

CheckLookup BuiltInChecks() { return {&FindCheck, &FindRead}; }

}  // namespace xunjian
