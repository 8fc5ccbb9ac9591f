#pragma once

#include "base/time.h"
#include "spool_folder.h"

namespace xunjian {

// Private to agent_spool: room on disk that is taken in good times and given up when the disk is
// full, so that the agent has something to go on with.
class DiskReserve {
 public:
  // `folder` outlives it.
  DiskReserve(SpoolFolder& folder, std::uint64_t bytes) : folder_(folder), bytes_(bytes) {}

  // Takes it when it is not there; after a failure not before some seconds have passed.
  void Keep(SteadyTime now);
  // Gives it up; false: there was none.
  bool Release();

 private:
  SpoolFolder& folder_;
  const std::uint64_t bytes_;
  bool held_ = false;
  SteadyTime next_try_{};
};

}  // namespace xunjian
