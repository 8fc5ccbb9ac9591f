#pragma once

#include "base/result.h"

namespace xunjian {

inline constexpr int kExitOk = 0;
inline constexpr int kExitUsage = 2;

// 1 failed · 2 usage · 3 not found · 4 not allowed · 5 unreachable.
int ExitCodeOf(ErrorCode code);

// Says the error on stderr, in the language of the environment, and gives its exit code.
int Fail(const Error& error);

}  // namespace xunjian
