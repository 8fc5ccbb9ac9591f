#pragma once

#include "base/process_runner.h"
#include "checks/api/observation.h"

namespace xunjian {

// What a plugin's run means as facts: how it ended, what it said (without secrets, at most 8 KiB
// altogether), its perfdata as metrics. What had to be cut is named in the attribute "output_cut"
// ("output, perfdata"); how many pieces of the perfdata are no metrics, in "perfdata_rejected".
// `limit` is the time it had, `output_limit` the bytes kept. Pure.
ObservedItem DescribeRun(std::string instance, const ProcessOutcome& outcome, Duration limit,
                         std::size_t output_limit);

}  // namespace xunjian
