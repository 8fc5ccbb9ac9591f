#include "checks/host/reads.h"

#include <array>

namespace xunjian {
namespace {

constexpr std::array<CheckRead, 10> kReads = {{
    {"host.state.reboot", &ReadHostStateReboot},
    {"host.state.fs_readonly", &ReadHostStateFsReadonly},
    {"host.state.oom_kill", &ReadHostStateOomKill},
    {"host.perf.cpu", &ReadHostPerfCpu},
    {"host.perf.psi_memory", &ReadHostPerfPsiMemory},
    {"host.perf.memory", &ReadHostPerfMemory},
    {"host.perf.fs_space", &ReadHostPerfFsSpace},
    {"host.perf.fs_inode", &ReadHostPerfFsInode},
    {"host.perf.disk_latency", &ReadHostPerfDiskLatency},
    {"host.perf.fd", &ReadHostPerfFd},
}};

}  // namespace

std::span<const CheckRead> HostReads() { return kReads; }

}  // namespace xunjian
