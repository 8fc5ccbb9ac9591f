#pragma once

#include <cstdint>
#include <string>

#include "checks/engine/read_context.h"
#include "checks/engine/read_source.h"

namespace xunjian {

// How full the descriptor tables of all processes are. Kernel threads have none and are not
// counted; a process that ends meanwhile is no finding; one without a soft limit cannot fill up.
struct ProcessDescriptors {
  struct Fullest {
    std::string process;  // its name as the kernel has it
    std::string pid;
    std::uint64_t descriptors = 0;
    std::uint64_t allowed = 0;  // 0: no process was counted
  };
  Fullest fullest;  // by share of the soft limit
  std::uint64_t counted = 0;
  std::uint64_t denied = 0;  // the right to look was missing
  bool hidden = false;       // there are more: /proc does not show them all
};

using ProcessDescriptorsReading = boost::system::result<ProcessDescriptors, NotRead>;

// UNKNOWN "timeout" when not all were seen by `deadline`.
ProcessDescriptorsReading ReadProcessDescriptors(const FileSystem& files, const Clock& clock,
                                                 SteadyTime deadline);

}  // namespace xunjian
