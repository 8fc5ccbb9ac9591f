#pragma once

#include <sys/types.h>

#include <string>

#include "base/process_runner.h"
#include "base/unique_fd.h"

namespace xunjian {

// Private to base_system: a keeper and the caller's ends of its pipes.
struct KeptProcess {
  pid_t keeper = -1;
  UniqueFd output;   // the program's stdout
  UniqueFd errors;   // the program's stderr
  UniqueFd reports;  // KeeperReport by KeeperReport
  UniqueFd control;
};

// `mark` is one more "NAME=value" of the program's environment. Whether the program itself could be
// started comes as a report.
Result<KeptProcess> SpawnKept(const ProcessSpec& spec, const std::string& mark);

}  // namespace xunjian
