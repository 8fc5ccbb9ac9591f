#pragma once

#include <span>

#include "checks/engine/read_context.h"

namespace xunjian {

Reading ReadHostStateReboot(const ReadContext& context, const Parameters& parameters);
Reading ReadHostStateFsReadonly(const ReadContext& context, const Parameters& parameters);
Reading ReadHostStateOomKill(const ReadContext& context, const Parameters& parameters);
Reading ReadHostPerfCpu(const ReadContext& context, const Parameters& parameters);
Reading ReadHostPerfPsiMemory(const ReadContext& context, const Parameters& parameters);
Reading ReadHostPerfMemory(const ReadContext& context, const Parameters& parameters);
Reading ReadHostPerfFsSpace(const ReadContext& context, const Parameters& parameters);
Reading ReadHostPerfFsInode(const ReadContext& context, const Parameters& parameters);
Reading ReadHostPerfDiskLatency(const ReadContext& context, const Parameters& parameters);
Reading ReadHostPerfFd(const ReadContext& context, const Parameters& parameters);

std::span<const CheckRead> HostReads();

}  // namespace xunjian
