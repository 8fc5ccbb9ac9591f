#pragma once

#include "base/result.h"

namespace xunjian {

// What scripts may rely on (design §9).
enum ExitCode : int {
  kExitOk = 0,
  kExitFailed = 1,
  kExitUsage = 2,
  kExitNotFound = 3,
  kExitNotAllowed = 4,
  kExitUnreachable = 5,
  kExitWarning = 10,   // inspect --exit-status
  kExitCritical = 11,  // inspect --exit-status
  kExitCoverage = 12,  // inspect --exit-status: under 90 % of the due checks answered
};

ExitCode ExitCodeOf(ErrorCode code);

}  // namespace xunjian
