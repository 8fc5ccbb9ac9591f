#pragma once

#include <span>

#include "checks/api/check_type.h"

namespace xunjian {

extern const CheckType kHostStateReboot;
extern const CheckType kHostStateFsReadonly;
extern const CheckType kHostStateOomKill;
extern const CheckType kHostPerfCpu;
extern const CheckType kHostPerfPsiMemory;
extern const CheckType kHostPerfMemory;
extern const CheckType kHostPerfFsSpace;
extern const CheckType kHostPerfFsInode;
extern const CheckType kHostPerfDiskLatency;
extern const CheckType kHostPerfFd;

// In the order of the catalogue.
std::span<const CheckType* const> HostChecks();

}  // namespace xunjian
