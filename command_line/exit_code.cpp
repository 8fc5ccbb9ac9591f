#include "command_line/exit_code.h"

namespace xunjian {

ExitCode ExitCodeOf(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
      return kExitUsage;
    case ErrorCode::kNotFound:
      return kExitNotFound;
    case ErrorCode::kPermissionDenied:
      return kExitNotAllowed;
    case ErrorCode::kUnavailable:
      return kExitUnreachable;
    case ErrorCode::kConflict:
    case ErrorCode::kInternal:
      return kExitFailed;
  }
  return kExitFailed;
}

}  // namespace xunjian
