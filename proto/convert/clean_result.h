#pragma once

#include "checks/api/check_result.h"

namespace xunjian {

// The same result within every limit of limits.h, so that DecodeResult takes it: invalid UTF-8 and
// control characters are cleaned, long texts cut, numbers that are not finite dropped. A name that
// had to be cut ends in "~" and a hash of the whole, so that two long ones stay two. What is beyond
// the counts is dropped from the end, and `complete` becomes false when that took items. Done once,
// where results are born.
CheckResult CleanResult(CheckResult result);

}  // namespace xunjian
