#pragma once

#include "checks/api/check_result.h"

namespace xunjian {

// The same result within every limit of limits.h, so that DecodeResult takes it: invalid UTF-8 and
// control characters are cleaned, long texts cut, numbers that are not finite dropped. A name that
// had to be changed ends in "~" and a hash of the whole (base/clean_name.h). An item that lost
// something says what in its attribute "cut" ("metrics, arguments"); items of one name become one,
// the worst of them, with their number in the attribute "merged_items". What is beyond the counts
// is dropped from the end, and `complete` becomes false when that took items. Done once, where
// results are born.
CheckResult CleanResult(CheckResult result);

}  // namespace xunjian
