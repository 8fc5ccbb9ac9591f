#pragma once

#include <string>

#include "checks/api/check_result.h"

namespace xunjian {

inline constexpr int kAssignments = 60;  // of a host

// host.perf.fs_space of 60 file systems, every 30 s: gauges that wander at their own pace. Every
// agent sends the same: what is measured is the collector.
class FsSpaceMix {
 public:
  CheckResult Next();

 private:
  int next_ = 0;
};

// Assigns them to every host.
std::string FsSpacePolicy();

}  // namespace xunjian
