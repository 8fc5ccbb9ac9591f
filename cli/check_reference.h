#pragma once

#include <span>
#include <string>

#include "checks/api/check_type.h"

namespace xunjian {

// The catalogue for people, in one language, from the checks' own entries.
std::string CheckPage(const CheckType& check, Language language);  // `check show`
// The generated reference (docs/checks.md).
std::string CheckReference(std::span<const CheckType* const> checks, Language language);

// "above 90 percent" of a threshold: "warning ≥ 85 %, critical ≥ 95 % for 5 min".
std::string DescribeThreshold(const Threshold& threshold, Language language);

}  // namespace xunjian
