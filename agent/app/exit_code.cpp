#include "agent/app/exit_code.h"

#include <fmt/format.h>

#include <cstdio>

namespace xunjian {

int ExitCodeOf(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
      return 2;
    case ErrorCode::kNotFound:
      return 3;
    case ErrorCode::kPermissionDenied:
      return 4;
    case ErrorCode::kUnavailable:
      return 5;
    case ErrorCode::kConflict:
    case ErrorCode::kInternal:
      break;
  }
  return 1;
}

int Fail(const Error& error) {
  fmt::print(stderr, "{}\n", error.In(LanguageOfEnvironment()));
  return ExitCodeOf(error.code());
}

}  // namespace xunjian
