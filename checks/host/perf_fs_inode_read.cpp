#include "checks/host/mount_space.h"
#include "checks/host/reads.h"

namespace xunjian {

Reading ReadHostPerfFsInode(const ReadContext& context, const Parameters& parameters) {
  return ReadMountSpace(context, parameters);
}

}  // namespace xunjian
