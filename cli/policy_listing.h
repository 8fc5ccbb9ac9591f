#pragma once

#include <string>

#include "cli/console.h"
#include "cli/listing.h"
#include "proto/words/operator_words.h"

namespace xunjian {

// "xunjian.policy_verdict/1": every host with the number of its checks by the policy, and before
// it.
std::string RenderVerdict(const PolicyVerdict& verdict, ListingFormat format,
                          const Console& console);

// "xunjian.policy/1"; as a table the text alone, so that it can be edited and applied again.
std::string RenderPolicy(const AppliedPolicy& policy, ListingFormat format);

}  // namespace xunjian
