#include "checks/host/judges.h"

#include <array>

namespace xunjian {
namespace {

constexpr std::array<const CheckType*, 10> kChecks = {
    &kHostStateReboot,     &kHostStateFsReadonly, &kHostStateOomKill, &kHostPerfCpu,
    &kHostPerfPsiMemory,   &kHostPerfMemory,      &kHostPerfFsSpace,  &kHostPerfFsInode,
    &kHostPerfDiskLatency, &kHostPerfFd};

}  // namespace

std::span<const CheckType* const> HostChecks() { return kChecks; }

}  // namespace xunjian
